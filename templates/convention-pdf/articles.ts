import { frenchDate } from '../../domain/dates';
import { numberWords } from '../../domain/money';
import { counted, type Article, type ArticlePart } from '../pdf/articles';
import { ratesTable } from '../pdf/rates';
import type { ConventionDocument } from '../convention-document';

/** The articles of the model convention; what the parties chose comes as data, the rest is the same for all. */
export function conventionArticles(document: ConventionDocument): readonly Article[] {
  return [
    purpose(document),
    territory(document),
    doctors(document),
    collectivityDuties(),
    partnersDuties(),
    finance(document),
    ...protections(),
    ...life(document),
  ];
}

function purpose({ programmes }: ConventionDocument): Article {
  return {
    title: 'Objet',
    parts: [
      'La présente convention fixe les conditions dans lesquelles les parties organisent et soutiennent les consultations de médecins volontaires dans des lieux d’accueil du territoire défini à l’article 2.',
      `Elle porte sur ${programmes.length > 1 ? 'les dispositifs suivants' : 'le dispositif suivant'}\u00a0:`,
      {
        items: programmes.map(
          ({ label, monthlyCap }) => `${label}, dans la limite de ${counted(monthlyCap, 'demi-journée')} par mois civil et par médecin`,
        ),
      },
    ],
  };
}

function territory({ epci }: ConventionDocument): Article {
  const count =
    epci.length > 1
      ? `des ${epci.length} établissements publics de coopération intercommunale énumérés`
      : 'de l’établissement public de coopération intercommunale désigné';
  return {
    title: 'Territoire',
    parts: [
      `La convention s’applique dans le ressort ${count} en annexe. Aucune demi-journée ne peut être programmée hors de ce ressort.`,
      'Lorsqu’un territoire cesse de figurer parmi les zones prioritaires, aucune nouvelle demi-journée n’y est programmée\u00a0; celles qui ont déjà eu lieu restent dues.',
    ],
  };
}

function doctors({ programmes }: ConventionDocument): Article {
  const several = programmes.length > 1 ? 'des dispositifs' : 'du dispositif';
  return {
    title: 'Médecins volontaires',
    parts: [
      `Tout médecin inscrit au tableau de l’Ordre et satisfaisant aux conditions ${several} peut se porter volontaire. Il signe une lettre d’engagement avant sa première demi-journée.`,
      'Le médecin exerce en toute indépendance. Il applique les tarifs conventionnels sans dépassement d’honoraires. Son indemnité dépend des seules demi-journées de présence attestées, jamais du nombre de patients reçus ni des actes accomplis.',
      'Le médecin fait connaître, pour chaque journée, comment la continuité des soins est assurée à son propre cabinet\u00a0: remplaçant, confrère, fermeture ou sans objet.',
    ],
  };
}

function collectivityDuties(): Article {
  return {
    title: 'Engagements de la collectivité',
    parts: [
      'La collectivité\u00a0:',
      {
        items: [
          'recense les lieux d’accueil et les médecins volontaires, propose et confirme les journées, et tient chacun informé de tout changement\u00a0;',
          'recherche une solution lorsqu’un médecin ou un lieu d’accueil fait défaut\u00a0;',
          'recueille l’attestation du service fait du médecin et celle du lieu d’accueil, demi-journée par demi-journée\u00a0;',
          'établit chaque mois les états liquidatifs des sommes qu’elle a décidé de verser et les transmet au comptable public.',
        ],
      },
    ],
  };
}

function partnersDuties(): Article {
  return {
    title: 'Engagements des autres parties',
    parts: [
      'Chaque partie agit dans la limite de ses compétences\u00a0:',
      {
        items: [
          'le conseil départemental de l’Ordre des médecins instruit les déclarations de site et les demandes relatives aux remplacements, et fait connaître ses oppositions éventuelles\u00a0;',
          'les organismes d’assurance maladie et l’agence régionale de santé versent directement aux médecins les sommes dont ils sont payeurs\u00a0;',
          'les collectivités et structures d’accueil mettent à disposition un local équipé, un accès aux logiciels et au lecteur de carte, une personne pour accueillir les patients et deux correspondants au moins.',
        ],
      },
    ],
  };
}

function finance({ programmes, offsetAllowed }: ConventionDocument): Article {
  const tables = programmes.flatMap(({ label, rates }): ArticlePart[] => [`${label}\u00a0:`, { table: ratesTable(rates) }]);
  const overpayment = offsetAllowed
    ? 'Un trop-perçu est retenu sur l’état liquidatif suivant du même créancier\u00a0; à défaut, il est recouvré par titre de recettes.'
    : 'Un trop-perçu donne lieu à un document distinct et est recouvré par titre de recettes\u00a0; il n’est pas retenu sur un état liquidatif suivant.';
  return {
    title: 'Dispositions financières',
    parts: [
      'L’unité de compte est la demi-journée. Le taux applicable est celui de la date de la demi-journée, non celui de l’état.',
      ...tables,
      'Chaque payeur verse ce qui lui incombe. Les sommes dues par un autre payeur ne figurent dans les états de la collectivité que pour information.',
      'Seules ouvrent droit au paiement les demi-journées dont le service fait est attesté. Chaque état rappelle les sommes antérieures, mois par mois.',
      overpayment,
    ],
  };
}

function protections(): Article[] {
  return [
    {
      title: 'Déontologie',
      parts: [
        'Les parties respectent le code de déontologie médicale. L’exercice sur un site distinct est déclaré au conseil départemental de l’Ordre du lieu de ce site deux mois au moins avant la première journée (article R. 4127-85 du code de la santé publique), sauf accord exprès plus rapide.',
        'Le remplacement du médecin à son propre cabinet est porté à la connaissance du conseil départemental de l’Ordre auquel il est inscrit (article R. 4127-65 du même code).',
      ],
    },
    {
      title: 'Secret professionnel et données personnelles',
      parts: [
        'Aucune donnée relative aux patients n’est recueillie ni échangée au titre de la présente convention. Les données des médecins et des correspondants sont traitées pour la seule exécution de la mission d’intérêt public et du paiement, et conservées pour la durée exigée des pièces comptables.',
      ],
    },
    {
      title: 'Responsabilité et assurance',
      parts: [
        'Chaque médecin justifie d’une assurance de responsabilité civile professionnelle couvrant son activité dans les lieux d’accueil (article L. 1142-2 du code de la santé publique). Chaque structure d’accueil assure ses locaux, son matériel et son personnel.',
      ],
    },
    {
      title: 'Suivi',
      parts: [
        'Un comité de suivi réunit les parties au moins une fois par an. La collectivité lui présente un bilan des demi-journées proposées, tenues et annulées, des lieux d’accueil et des sommes versées par payeur. Ce bilan ne comporte aucune donnée de patient.',
      ],
    },
  ];
}

function life({ from, to, noticeMonths }: ConventionDocument): Article[] {
  const notice = noticeMonths === 0 ? 'sans préavis' : `moyennant un préavis de ${numberWords(noticeMonths)} mois`;
  return [
    {
      title: 'Prise d’effet et durée',
      parts: [
        `La convention prend effet le ${frenchDate(from)}, ou à la date de la dernière signature si elle est postérieure, et prend fin le ${frenchDate(to)}. Elle n’est pas renouvelée tacitement.`,
      ],
    },
    {
      title: 'Modification',
      parts: [
        'Toute modification fait l’objet d’un avenant adopté et signé dans les mêmes formes. Les demi-journées antérieures à son effet restent régies par le texte alors en vigueur.',
      ],
    },
    {
      title: 'Dénonciation et résiliation',
      parts: [
        `Chaque partie peut dénoncer la convention ${notice}, par un envoi donnant date certaine à sa réception. Les demi-journées tenues avant le terme restent dues.`,
        'En cas de manquement grave, la convention peut être résiliée après une mise en demeure restée sans effet pendant un mois.',
      ],
    },
    {
      title: 'Différends',
      parts: ['Les parties recherchent un accord amiable. À défaut, le litige est porté devant le tribunal administratif compétent.'],
    },
  ];
}
