/** « Médecin : choisissez une réponse »: told apart from the others of a list; a label that asks a question has its mark already. */
export function faultNamed(name: string, text: string): string {
  if (name === '') return text;
  return name.endsWith('?') ? `${name} ${text}` : `${name}\u00A0: ${text}`;
}
