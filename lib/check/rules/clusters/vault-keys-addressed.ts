import { vaultSetup } from '../../clusters/vault-setup.ts';
import { documentKind } from '../../document.ts';
import { POD_KINDS } from '../../pods.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import { yamlIn } from '../../text-yaml.ts';
import type { World } from '../../world.ts';

const PROVIDER = 'secrets-store.csi.x-k8s.io/v1/SecretProviderClass';
const ASKS = 'vault.hashicorp.com/agent-inject-secret-';
const IN_TEMPLATE = /\{\{-?\s*with\s+secret\s+"([^"]+)"/;

export const vaultKeysAddressed = defineRule({
  id: 'vault-keys-addressed',
  severity: 'error',
  kinds: [documentKind('Script'), documentKind('Guide'), PROVIDER, ...POD_KINDS],
  asks: 'Keys in a store of the second version are asked for with data/ by whoever asks Vault itself, and without it by vault kv.',
  source:
    'https://developer.hashicorp.com/vault/docs/secrets/kv/kv-v2; https://developer.hashicorp.com/vault/docs/platform/k8s/injector/examples',
  *check(manifest, world) {
    const { kind } = manifest.object;
    if (kind === 'Script' || kind === 'Guide') {
      if ((textAt(manifest.object, 'text') ?? '').includes('vault ')) yield* called(manifest, world);
      return;
    }
    for (const { path, key } of kind === 'SecretProviderClass' ? provided(manifest) : injected(manifest, world)) {
      const [mount, rest = ''] = second(key, world) ?? [];
      if (mount === undefined || BELOW.test(rest)) continue;
      yield {
        path,
        message: `${key} is asked for, and ${mount} is a store of the second version: its keys are at ${mount}/data/…`,
        why: 'Vault answers with an empty key or 403: the pod waits for its secrets in Init, or starts without them.',
        fix: `Write ${mount}/data/${rest}.`,
      };
    }
  },
});

/** What the second version of a store has between its mount and a key. */
const BELOW = /^(data|metadata|delete|undelete|destroy|subkeys|config)(\/|$)/;

/** The store of the second version on which a path lies, and the rest of the path. */
function second(written: string, world: World): readonly [mount: string, rest: string] | undefined {
  const bare = written.replace(/^\/?(v1\/)?/, '');
  const mount = [...(vaultSetup(world)?.stores ?? [])].find(([name, version]) => version === 'v2' && bare.startsWith(`${name}/`))?.[0];
  return mount === undefined ? undefined : [mount, bare.slice(mount.length + 1)];
}

function* injected(manifest: WorldObject, world: World): Iterable<{ readonly path: string; readonly key: string }> {
  const pod = world.podTemplate(manifest);
  for (const [name, value] of Object.entries(pod?.annotations ?? {})) {
    const path = `${pod?.path ?? ''}.metadata.annotations["${name}"]`;
    if (name.startsWith(ASKS)) yield { path, key: value };
    else if (name.startsWith('vault.hashicorp.com/agent-inject-template-')) yield { path, key: IN_TEMPLATE.exec(value)?.[1] ?? '' };
  }
}

function* provided({ object }: WorldObject): Iterable<{ readonly path: string; readonly key: string }> {
  if (textAt(object, 'spec.provider') !== 'vault') return;
  const objects = yamlIn(textAt(object, 'spec.parameters.objects') ?? '');
  for (const each of itemsAt({ objects }, 'objects')) yield { path: 'spec.parameters.objects', key: textAt(each, 'secretPath') ?? '' };
}

function* called(manifest: WorldObject, world: World): Iterable<Issue> {
  for (const { command, path } of commandsOf(manifest, world)) {
    const all = command.words.map(({ text }) => text);
    const start = all.findIndex((word, index) => word === 'vault' && /^(kv|write|read)$/.test(all[index + 1] ?? ''));
    const byKv = all[start + 1] === 'kv';
    const [verb = '', ...words] = start === -1 ? [] : all.slice(start + (byKv ? 2 : 1));
    const key = words.find((word) => !word.startsWith('-')) ?? '';
    const [mount, rest = ''] = second(key, world) ?? [];
    if (mount === undefined || (byKv ? !/^(put|get|patch|delete)$/.test(verb) || !rest.startsWith('data/') : BELOW.test(rest))) continue;
    yield {
      path,
      message: byKv
        ? `vault kv ${verb} adds data/ by itself, and is given ${key}`
        : `vault ${verb} asks for ${key}, and ${mount} is a store of the second version: its keys are at ${mount}/data/…`,
      why: byKv
        ? `The key is ${mount}/data/data/…: whoever reads it by its name finds nothing.`
        : 'Vault answers "Invalid path for a versioned K/V secrets engine": nothing is written or read.',
      fix: byKv ? `Write ${mount}/${rest.slice('data/'.length)}.` : `Write vault kv ${verb === 'write' ? 'put' : 'get'} ${key}.`,
    };
  }
}
