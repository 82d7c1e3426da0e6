import { fieldsAt, text } from '../read.ts';
import { nearName } from '../reference.ts';
import type { Given, WrongSetting } from './setting.ts';

/**
 * Settings of Longhorn that are one of a few words, by the key of the chart's values.
 * @see https://github.com/longhorn/longhorn-manager/blob/v1.7.2/types/setting.go
 */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  nodeDrainPolicy: [
    'block-for-eviction',
    'block-for-eviction-if-contains-last-replica',
    'block-if-contains-last-replica',
    'allow-if-replica-is-stopped',
    'always-allow',
  ],
  replicaAutoBalance: ['disabled', 'least-effort', 'best-effort'],
  defaultDataLocality: ['disabled', 'best-effort', 'strict-local'],
  nodeDownPodDeletionPolicy: [
    'do-nothing',
    'delete-statefulset-pod',
    'delete-deployment-pod',
    'delete-both-statefulset-and-deployment-pod',
  ],
};

/** The word that Longhorn does not know, with what it would have known. */
export function unknownWord(key: string, value: unknown): { readonly message: string; readonly fix: string } | undefined {
  const words = Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
  const word = text(value);
  // What is in braces is written in by somebody else, and the engines of version 2 have a word each.
  if (words === undefined || word === undefined || word === '' || words.includes(word) || /[{$]/.test(word)) return undefined;
  const near = nearName(word, words);
  return {
    message: `${key} is ${word}, which is none of ${words.join(', ')}`,
    fix: near === undefined ? 'Write one of these words.' : `Did you mean "${near}"?`,
  };
}

/** The name of a setting as an object of Longhorn has it: `node-drain-policy` is `nodeDrainPolicy` in the values. */
export function settingKey(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

const IGNORED =
  'Longhorn passes over the setting with a line in its log and keeps its default: what was meant shows only when a node is drained or lost.';

export function* longhornWords({ values }: Given): Iterable<WrongSetting> {
  for (const [key, value] of Object.entries(fieldsAt(values, 'defaultSettings'))) {
    const unknown = unknownWord(key, value);
    if (unknown !== undefined) yield { path: `defaultSettings.${key}`, severity: 'error', ...unknown, why: IGNORED };
  }
}
