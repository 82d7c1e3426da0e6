import { plainWords } from './script-calls.ts';
import type { Command } from './shell.ts';

/** Calls that make a target like their source, and what in them takes away what the source does not have. */
const MIRRORS: readonly { readonly name: string; readonly verbs: RegExp; readonly option: RegExp | undefined; readonly fix: string }[] = [
  { name: 'aws', verbs: /^s3 sync /, option: /^--delete$/, fix: 'Leave --delete out, or use aws s3 cp.' },
  { name: 'gsutil', verbs: /^rsync /, option: /^-\w*d\w*$/, fix: 'Leave -d out, or use gsutil cp.' },
  {
    name: 'gcloud',
    verbs: /^storage rsync /,
    option: /^--delete-unmatched-destination-objects$/,
    fix: 'Leave the option out, or use gcloud storage cp.',
  },
  { name: 'rclone', verbs: /^sync /, option: undefined, fix: 'Write rclone copy: sync always takes away what the source does not have.' },
  { name: 'mc', verbs: /^mirror /, option: /^--remove$/, fix: 'Leave --remove out.' },
  { name: 'azcopy', verbs: /^sync /, option: /^--delete-destination(=true)?$/, fix: 'Leave the option out, or use azcopy copy.' },
  { name: 's3cmd', verbs: /^sync /, option: /^--delete-removed$/, fix: 'Leave --delete-removed out.' },
  { name: 'rsync', verbs: /^/, option: /^--del(ete(-\w+)?)?$/, fix: 'Leave --delete out.' },
];

/** A call that takes away from its target what its source does not have. */
export interface Mirror {
  readonly called: string;
  readonly source: string;
  readonly target: string;
  readonly fix: string;
}

export function mirrorOf(command: Command): Mirror | undefined {
  const known = MIRRORS.find(({ name }) => name === command.name);
  if (known === undefined) return undefined;
  const words = plainWords(command, ['--endpoint-url', '--profile', '--region', '--exclude', '--include', '--config', '-c']);
  const option = command.words.find(({ text }) => known.option?.test(text) === true)?.text;
  if (!known.verbs.test(`${words.join(' ')} `) || (known.option !== undefined && option === undefined)) return undefined;
  const [source = '', target = ''] = words.slice(-2);
  if (source.includes(':') || target === '') return undefined;
  const verbs = words.slice(0, -2).join(' ');
  return { called: [command.name, verbs, option ?? ''].filter((each) => each !== '').join(' '), source, target, fix: known.fix };
}

/** A command that fills the folder from elsewhere first: then it holds more than this run wrote. */
export function fetches({ name, words }: Command, folder: string): boolean {
  return MIRRORS.some((each) => each.name === name) && words.at(-1)?.text === folder;
}
