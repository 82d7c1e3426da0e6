import { everywhere } from '../clusters/where.ts';
import { documentKind } from '../document.ts';
import { items, someString, strings, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { machinesText } from './machines.ts';
import { setupTexts } from './node-setup.ts';

/** Calls that start a server of k3s; an agent is told the address of one. */
const SERVER = /get\.k3s\.io|\bINSTALL_K3S_EXEC\b|\bk3s\s+server\b|\bk3sup\s+install\b/;
const AGENT = /\bK3S_URL=|\bk3s\s+agent\b|\bk3sup\s+join\b|\bagent\b/;

/** Where an object starts the server of k3s: the path of its first such line. */
export function k3sServer(manifest: WorldObject): string | undefined {
  const { object, file = '' } = manifest;
  const isText = object.kind === 'TextFile' && /\.(?:sh|tpl|tftpl|tmpl|j2|service|tf)$|Vagrantfile$/.test(file);
  const texts = isText
    ? (textAt(object, 'text') ?? '').split('\n').map((text, index) => ({ path: `line ${index + 1}`, text: text.replace(/^\s*#.*/, '') }))
    : [...setupTexts(manifest), ...inTasks(object['content'])];
  const joins = texts.some(({ text }) => /\bK3S_URL\b/.test(text));
  return texts.find(
    ({ text }) => SERVER.test(text) && !AGENT.test(text) && !/^\s*(?:echo|printf)\b/.test(text) && (!joins || /\bserver\b/.test(text)),
  )?.path;
}

/** Commands in tasks of Ansible: a list of plays, or of tasks. */
function inTasks(content: unknown): readonly { readonly path: string; readonly text: string }[] {
  return items(content).flatMap((each, index) =>
    someString(each, (value) => SERVER.test(value))
      ? [...strings(each, `content[${index}]`)].map(({ path, value }) => ({ path, text: value }))
      : [],
  );
}

/** All texts in which a server of k3s may be told its settings: what sets machines up, its own files, and variables of Ansible. */
export function k3sText(world: World): string {
  return world.everywhere.once('what tells k3s its settings', () =>
    [
      machinesText(world),
      ...everywhere(world, documentKind('Config')).flatMap(({ manifest }) => {
        const text = JSON.stringify(manifest.object['content'] ?? '');
        return /k3s|flannel-backend|servicelb|"disable"/.test(text) || manifest.file?.includes('k3s') === true ? text : [];
      }),
    ].join('\n'),
  );
}
