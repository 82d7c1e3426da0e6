import { terraformFiles } from '../../terraform/files.ts';
import { documentKind } from '../../document.ts';
import { parentFolder } from '../../folder.ts';
import { textAt } from '../../read.ts';
import { addTo } from '../../../values/multimap.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Where each kind of backend keeps a state, by the arguments that name the place. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  s3: ['bucket', 'key'],
  gcs: ['bucket', 'prefix'],
  azurerm: ['storage_account_name', 'container_name', 'key'],
  http: ['address'],
  kubernetes: ['secret_suffix', 'namespace'],
  local: ['path'],
};

export const terraformStateOwn = defineRule({
  id: 'terraform-state-own',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: 'Each configuration of Terraform keeps its state in a place of its own.',
  source: 'https://developer.hashicorp.com/terraform/language/backend; https://developer.hashicorp.com/terraform/language/state',
  *check({ object, file = '' }, world) {
    if (!file.endsWith('.tf')) return;
    const text = textAt(object, 'text') ?? '';
    const own = backendIn(text);
    if (own === undefined) return;
    const others = (states(world).get(own.place) ?? []).filter((folder) => folder !== parentFolder(file));
    const [first] = others;
    if (first === undefined) return;
    yield {
      path: `line ${text.slice(0, own.index).split('\n').length}`,
      message: `the state is kept in ${own.place}, where ${first === '.' ? 'the root' : first} keeps its own, too`,
      why: 'Each of the two takes what the other made for things that are to go: the next apply destroys it.',
      fix: 'Give each configuration a key of its own.',
    };
  },
});

interface Backend {
  /** `s3 titanium-state/terraform.tfstate` */
  readonly place: string;
  readonly index: number;
}

/** The place that a file says; `undefined` where a part of it is given when it is run. */
function backendIn(text: string): Backend | undefined {
  const found = /^[ \t]*backend\s+"(\w+)"\s*\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}/m.exec(text);
  const [, kind = '', body = ''] = found ?? [];
  const wanted = PLACES[kind];
  if (found === null || wanted === undefined) return undefined;
  const values = wanted.map((name) => new RegExp(`^[ \\t]*${name}\\s*=\\s*"([^"$]*)"`, 'm').exec(body)?.[1]);
  // A path of its own, seen from each folder, is another one each time.
  const needed = kind === 'gcs' || kind === 'kubernetes' ? values.slice(0, 1) : values;
  if (needed.includes(undefined) || (kind === 'local' && values[0]?.startsWith('/') !== true)) return undefined;
  if (/^[ \t]*(?:workspace_key_prefix|workspaces)\b/m.test(body)) return undefined;
  return { place: `${kind} ${values.map((each) => each ?? '').join('/')}`, index: found.index };
}

/** Folders by the place of their state. */
function states(world: World): ReadonlyMap<string, readonly string[]> {
  return world.once('states of terraform', () => {
    const found = new Map<string, string[]>();
    for (const { folder, text } of terraformFiles(world)) {
      const place = text.includes('backend') ? backendIn(text)?.place : undefined;
      if (place !== undefined && found.get(place)?.includes(folder) !== true) addTo(found, place, folder);
    }
    return found;
  });
}
