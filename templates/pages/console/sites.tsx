import type { JSX } from 'preact';
import { frenchTime, halves, type Half } from '../../../domain/dates';
import { isReady, readinessItems, type ReadinessItem, type Site, type SiteType } from '../../../domain/site';
import { phoneWords } from '../../typography';
import { ActForm, SearchForm } from './form';
import type { Kit, View } from './kit';
import { Actions, Badge, DataTable, Facts, Section, type Fact } from './parts';

export const siteTypeNames: Readonly<Record<SiteType, string>> = {
  msp: 'maison de santé pluriprofessionnelle',
  'centre-de-sante': 'centre de santé',
  cabinet: 'cabinet médical',
  hopital: 'hôpital',
  ehpad: 'EHPAD',
  collectivite: 'locaux d’une collectivité',
  'france-services': 'espace France services',
  medicobus: 'médicobus',
};
export const readinessNames: Readonly<Record<ReadinessItem, string>> = {
  room: 'La salle de consultation',
  software: 'Le logiciel métier',
  'card-reader': 'Le lecteur de carte Vitale',
  staff: 'L’accueil des patients',
  insurance: 'L’assurance du lieu',
  access: 'Les accès (clés, badges)',
  emergency: 'La conduite à tenir en cas d’urgence',
};

export type SiteLine = { readonly id: string; readonly site: Site; readonly zone: string | null };

export function sitesPage({ lines, name }: { readonly lines: readonly SiteLine[]; readonly name: string }, kit: Kit): View {
  return {
    title: 'Lieux d’accueil',
    body: (
      <>
        <Actions
          links={[
            ...(kit.may('/sites/new') ? [{ href: '/console/sites/new', label: 'Ajouter un lieu' }] : []),
            ...(kit.may('/imports') ? [{ href: '/console/imports', label: 'Importer un fichier' }] : []),
          ]}
        />
        <SearchForm
          action="/console/sites"
          submit="Rechercher"
          fields={[{ kind: 'search', name: 'nom', label: 'Nom, commune ou intercommunalité', value: name }]}
        />
        <DataTable
          caption={lines.length === 1 ? '1 lieu d’accueil' : `${lines.length} lieux d’accueil`}
          empty={name === '' ? 'Aucun lieu d’accueil n’est encore inscrit.' : 'Aucun lieu d’accueil ne correspond à cette recherche.'}
          rows={lines}
          columns={[
            { label: 'Nom', heads: true, cell: ({ id, site }) => <a href={`/console/sites/${id}`}>{site.name}</a> },
            { label: 'Adresse', cell: ({ site }) => site.address },
            { label: 'Intercommunalité', cell: ({ site, zone }) => zone ?? site.epci },
            { label: 'Salles', number: true, cell: ({ site }) => String(site.rooms) },
            { label: 'Situation', cell: ({ site }) => <Standing site={site} /> },
          ]}
        />
      </>
    ),
  };
}

function Standing({ site }: { readonly site: Site }): JSX.Element {
  if (site.status === 'closed') return <Badge>fermé</Badge>;
  return isReady(site) ? <Badge tone="good">prêt</Badge> : <Badge tone="wait">à préparer</Badge>;
}

const weekdays = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const;
const halfNames: Readonly<Record<Half, string>> = { morning: 'matin', afternoon: 'après-midi' };

/** « mardi matin, jeudi toute la journée » */
export function openingWords({ opening }: Pick<Site, 'opening'>): string {
  return weekdays
    .flatMap((name, n) => {
      const open = halves.filter((half) => opening.some((each) => each.weekday === n + 1 && each.half === half));
      if (open.length === 0) return [];
      return [open.length === halves.length ? `${name} toute la journée` : `${name} ${open.map((half) => halfNames[half]).join('')}`];
    })
    .join(', ');
}

export type SiteFile = SiteLine & { readonly version: number; /** */ readonly showsContacts: boolean };

export function sitePage({ id, site, zone, version, showsContacts }: SiteFile, kit: Kit): View {
  return {
    title: site.name,
    parents: [{ href: '/console/sites', label: 'Lieux d’accueil' }],
    body: (
      <>
        <Facts facts={siteFacts(site, zone)} />
        {kit.may('/sites/:id/settings') && <Actions links={[{ href: `/console/sites/${id}/settings`, label: 'Modifier le lieu' }]} />}
        {showsContacts && (
          <Section id="contacts" title="Contacts">
            <DataTable
              caption="L’un ou l’autre peut répondre pour le lieu"
              empty="Aucun contact n’est enregistré."
              rows={site.contacts}
              columns={[
                { label: 'Nom', heads: true, cell: ({ name }) => name },
                { label: 'Courriel', cell: ({ email }) => <a href={`mailto:${email}`}>{email}</a> },
                { label: 'Téléphone', cell: ({ phone }) => phoneWords(phone) },
              ]}
            />
          </Section>
        )}
        <Readiness id={id} site={site} version={version} kit={kit} />
        <Closing id={id} site={site} version={version} kit={kit} />
      </>
    ),
  };
}

function siteFacts(site: Site, zone: string | null): readonly Fact[] {
  const { morning, afternoon } = site.hours;
  const { entrance, parking, software, phone } = site.access ?? {};
  const door = [
    ['Entrée', entrance],
    ['Stationnement', parking],
    ['Logiciel métier', software],
    ['Téléphone sur place', phone === undefined ? undefined : phoneWords(phone)],
  ] as const;
  return [
    ['Situation', <Standing site={site} />],
    ['Type', siteTypeNames[site.type]],
    ['Adresse', site.address],
    ['Intercommunalité', zone === null ? site.epci : `${zone} (${site.epci})`],
    ['Département', site.departement],
    ['Ouverture aux consultations', openingWords(site)],
    [
      'Horaires',
      `matin de ${frenchTime(morning.start)} à ${frenchTime(morning.end)}, après-midi de ${frenchTime(afternoon.start)} à ${frenchTime(afternoon.end)}`,
    ],
    ['Salles', String(site.rooms)],
    ...door.flatMap(([label, value]): readonly Fact[] => (value === undefined ? [] : [[label, value]])),
  ];
}

type ActProps = { readonly id: string; readonly site: Site; readonly version: number; readonly kit: Kit };

function Readiness({ id, site, version, kit }: ActProps): JSX.Element {
  return (
    <Section id="preparation" title="Préparation du lieu">
      <p>
        {isReady(site)
          ? 'Tout est prêt\u00A0: les journées de ce lieu peuvent être fermes.'
          : 'Tant que tout n’est pas prêt, les journées de ce lieu sont confirmées sous réserve.'}
      </p>
      {kit.may('/sites/:id/readiness') ? (
        <ActForm
          kit={kit}
          form="readiness"
          act="/sites/:id/readiness"
          action={`/console/sites/${id}/readiness`}
          version={version}
          fields={[
            {
              kind: 'checks',
              name: 'items',
              label: 'Ce qui est prêt',
              value: site.readiness,
              choices: readinessItems.map((item) => ({ value: item, label: readinessNames[item] })),
            },
          ]}
          submit="Enregistrer"
        />
      ) : (
        <ul>
          {readinessItems.map((item) => (
            <li>{`${readinessNames[item]}\u00A0: ${site.readiness.includes(item) ? 'prêt' : 'à préparer'}`}</li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Closing({ id, site, version, kit }: ActProps): JSX.Element | null {
  const isOpen = site.status === 'active';
  const act = isOpen ? '/sites/:id/closing' : '/sites/:id/reopening';
  if (!kit.may(act)) return null;
  return (
    <Section id="fermeture" title={isOpen ? 'Fermeture' : 'Réouverture'}>
      <p>
        {isOpen
          ? 'Aucune journée ne pourra plus être proposée dans un lieu fermé\u00A0; chaque journée déjà prévue devient une tâche du tableau de bord.'
          : 'Le lieu pourra de nouveau recevoir des journées.'}
      </p>
      <ActForm
        kit={kit}
        form="standing"
        act={act}
        action={`/console/sites/${id}/${isOpen ? 'closing' : 'reopening'}`}
        version={version}
        fields={[
          {
            kind: 'checks',
            name: 'sure',
            label: 'Confirmation',
            choices: [{ value: 'yes', label: isOpen ? 'Je confirme la fermeture de ce lieu.' : 'Je confirme la réouverture de ce lieu.' }],
          },
        ]}
        submit={isOpen ? 'Fermer le lieu' : 'Rouvrir le lieu'}
        danger={isOpen}
      />
    </Section>
  );
}
