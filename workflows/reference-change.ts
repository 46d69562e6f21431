export { oneShot as referenceChange } from './dossier';
