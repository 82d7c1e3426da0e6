import type { PodTemplate } from '../pods.ts';
import { curlCall } from './curl.ts';
import type { Command } from './shell.ts';

/** What looks into a file before it is used: a page instead of it is noticed. */
const LOOKS =
  /^(sha\d+sum|shasum|md5sum|gpg|cosign|minisign|file|grep|egrep|jq|head|tar|unzip|gunzip|gzip|bunzip2|xz|dpkg|rpm|apt|apt-get|yum|dnf)$/;
const SHELLS = /^(ba|da|z)?sh$|^(source|\.|python3?|node|perl|java)$/;

/** How a file that a call of curl saves without asking about errors is used later; `undefined` where it is not, or where somebody looks. */
export function usedUnseen(command: Command, around: readonly Command[], pod: PodTemplate | undefined): string | undefined {
  const { options, outputs, urls } = curlCall(command.words.slice(1).map(({ text }) => text));
  if (asksForErrors(options) || urls.every((url) => !/^["']?https?:/.test(url) && !url.includes('$'))) return undefined;
  const later = around.slice(around.indexOf(command) + 1);
  for (const output of outputs) {
    const name = output.split('/').at(-1) ?? '';
    if (name === '' || name === '-' || output === '/dev/null' || name.includes('$')) continue;
    const names = (text: string): boolean => text === output || text === `./${output}` || text.split('/').at(-1) === name;
    if (later.some((each) => LOOKS.test(each.name) && each.words.some(({ text }) => names(text)))) continue;
    const use = later.flatMap((each) => useOf(each, names) ?? [])[0] ?? loadedBy(pod, output);
    if (use !== undefined) return use;
  }
  return undefined;
}

/** `-f`, or somebody who reads the code of the answer. */
export function asksForErrors(options: ReadonlySet<string>): boolean {
  return ['f', 'fail', 'fail-with-body', 'w', 'write-out', 'I', 'head', 'D', 'dump-header'].some((each) => options.has(each));
}

function useOf({ name, words, line }: Command, names: (text: string) => boolean): string | undefined {
  const [program, ...rest] = words.map(({ text }) => text);
  const given = rest.find(names);
  const last = rest.at(-1) ?? '';
  if (program !== undefined && program.includes('/') && names(program)) return `line ${line} runs it`;
  if (given === undefined) return undefined;
  if (SHELLS.test(name)) return `line ${line} runs it`;
  if (name === 'chmod' && /^(\+x|a\+x|u\+x|0?[57]\d\d|-R)$/.test(rest[0] ?? '')) return `line ${line} makes a program of it`;
  if (/^(mv|cp|install|sudo)$/.test(name) && /\/s?bin(\/[\w.-]*)?$/.test(last)) return `line ${line} makes a program of it`;
  return name === 'kubectl' && rest.some((each) => /^(apply|create|replace)$/.test(each)) ? `line ${line} applies it` : undefined;
}

/** Another container of the pod names the file: as an agent, a plug-in, a script. */
function loadedBy(pod: PodTemplate | undefined, output: string): string | undefined {
  if (!output.startsWith('/')) return undefined;
  const name = output.split('/').at(-1) ?? '';
  const loader = pod?.containers.find(
    ({ init, fields }) => !init && JSON.stringify([fields['env'], fields['args'], fields['command']]).includes(`/${name}`),
  );
  return loader === undefined ? undefined : `container "${loader.name}" loads it`;
}
