/** How the child of the records ends; the supervisor words it. */
export const EXIT = { asked: 0, fsync: 70, broken: 71, held: 73, selfTest: 74 } as const;

export function meaningOf(code: number | null, signal: string | null): string {
  switch (code) {
    case EXIT.fsync:
      return 'le disque a refusé une écriture (fsync)';
    case EXIT.broken:
      return 'le moteur ne répond plus';
    case EXIT.held:
      return 'le dossier est déjà ouvert par un autre processus';
    case EXIT.selfTest:
      return 'l’autotest du démarrage a échoué';
    default:
      return signal === null ? `code ${String(code)}` : `signal ${signal}`;
  }
}
