import { HELM_VALUED } from './helm-calls.ts';

/** A release that a script installs, as far as the command shows it; words that the shell works out are left out. */
export interface HelmInstall {
  readonly verb: string;
  readonly name: string | undefined;
  /** As written: `grafana/loki`, `./chart`, `oci://registry/charts/loki`. */
  readonly written: string | undefined;
  readonly version: string | undefined;
  readonly namespace: string | undefined;
  readonly repository: string | undefined;
  /** Files of values, as written. */
  readonly files: readonly string[];
  /** Everything behind the verb. */
  readonly rest: string;
  /** Where the command stands in the text. */
  readonly index: number;
}

const VALUED: ReadonlySet<string> = new Set(HELM_VALUED);
const VERBS: ReadonlySet<string> = new Set(['install', 'upgrade', 'template']);

/** `helm upgrade --install NAME REPO/CHART -f FILE -n NAMESPACE`, its options in any order. */
export function* helmInstalls(text: string): Iterable<HelmInstall> {
  for (const { index, 1: call = '' } of text.matchAll(/\bhelm[ \t]+([^\n;|&]*)/g)) {
    const words = call.split(/\s+/).map((word) => word.replace(/^["']|["']$/g, ''));
    const plain = words.flatMap((word, at) => (word.startsWith('-') || VALUED.has(words[at - 1] ?? '') ? [] : { word, at }));
    const [verb, name, chart] = plain;
    if (verb === undefined || !VERBS.has(verb.word)) continue;
    const option = (...names: readonly string[]): readonly string[] =>
      words.flatMap((word, at) => {
        if (names.includes(word)) return words[at + 1] ?? [];
        const equals = word.indexOf('=');
        return equals !== -1 && names.includes(word.slice(0, equals)) ? word.slice(equals + 1) : [];
      });
    const written = known(chart?.word);
    yield {
      verb: verb.word,
      name: known(name?.word),
      written,
      version: known(option('--version')[0]),
      namespace: known(option('-n', '--namespace')[0]),
      repository: option('--repo')[0] ?? /^(?!\.)(.+)\/[^/]+$/.exec(written ?? '')?.[1],
      files: option('-f', '--values'),
      rest: ` ${words.slice(verb.at + 1).join(' ')}`,
      index,
    };
  }
}

function known(word: string | undefined): string | undefined {
  return word === undefined || word === '' || /[${}]/.test(word) ? undefined : word;
}
