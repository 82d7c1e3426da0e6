/** The sentence that helps with a word that is none of the known ones. */
export type Suggest = (word: string, known: Iterable<string>) => string;

/** All that are known: delivery compares no words, whoever talks to people may. */
export function listed(_word: string, known: Iterable<string>): string {
  return `Known: ${[...known].sort().join(', ')}.`;
}
