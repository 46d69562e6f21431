import { fictionalRpps } from './identifiers';
import { columnsOf, type ImportKind } from './import-rows';

/** A line of each kind as the importer takes it: the template that an administrator downloads. Its doctor is fictional, so that a real collectivity never keeps it. */
const exampleOf: Readonly<Record<ImportKind, Readonly<Record<string, string>>>> = {
  volunteers: {
    nom: 'Lambert',
    prenom: 'Hélène',
    rpps: fictionalRpps(90_001),
    email: 'helene.lambert@medecin.example',
    telephone: '06 00 00 01 01',
    specialite: 'Médecine générale',
    exercice: 'cabinet',
    departement_ordre: '03',
    rcp_du: '01/01/2026',
    rcp_au: '31/12/2026',
    rcp_piece: 'Attestation RCP 2026',
    volontaire: 'oui',
    remplacant: 'non',
    adresse_cabinet: '12 rue de la République, 03000 Moulins',
  },
  sites: {
    nom: 'Maison de santé de Marcillat-en-Combraille',
    type: 'msp',
    adresse: '2 place de l’Église, 03420 Marcillat-en-Combraille',
    epci: '200071082',
    departement: '03',
    fuseau: 'Europe/Paris',
    territoire: 'metropole',
    ouverture: 'lun-mat,lun-apm,jeu-mat',
    salles: '2',
    contact1_nom: 'Nadia Petit',
    contact1_email: 'accueil@maison-sante.example',
    contact1_tel: '04 70 00 01 01',
    contact2_nom: 'Luc Morel',
    contact2_email: 'coordination@maison-sante.example',
    contact2_tel: '04 70 00 01 02',
    pret: 'salle,logiciel,lecteur,personnel,assurance,acces,urgence',
    matin: '09:00-12:30',
    apres_midi: '14:00-17:30',
    vendredi_saint: 'non',
    entree: 'Porte de gauche',
    stationnement: 'Parking de la place, gratuit',
    logiciel_metier: 'Logiciel de la maison de santé, compte invité',
    tel_sur_place: '04 70 00 01 03',
  },
  zones: {
    siren: '200071082',
    nom: 'CA Montluçon Communauté',
    departements: '03',
    region: 'Auvergne-Rhône-Alpes',
    population: '59142',
    source: 'Liste publiée par le ministère chargé de la santé en juin 2025',
    match: 'exact',
    inscrit_le: '30/06/2025',
  },
};

/** The headings of a kind, and the line that shows what goes under each. */
export function importExample(kind: ImportKind): { readonly columns: readonly string[]; readonly cells: readonly string[] } {
  const columns = [...columnsOf[kind].required, ...columnsOf[kind].optional];
  return { columns, cells: columns.map((column) => exampleOf[kind][column] ?? '') };
}
