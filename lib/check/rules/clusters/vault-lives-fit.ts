import { everywhere } from '../../clusters/where.ts';
import { documentKind } from '../../document.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { someString, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import type { World } from '../../world.ts';

const SCRIPTS = [documentKind('Script'), documentKind('Guide')];
/** What a mount gives at most unless it is tuned, in hours. @see https://developer.hashicorp.com/vault/docs/configuration#max_lease_ttl */
const SYSTEM_MAX = 768;

export const vaultLivesFit = defineRule({
  id: 'vault-lives-fit',
  severity: 'error',
  kinds: SCRIPTS,
  asks: 'The authorities and roles that scripts make in Vault are to live no longer than their mount allows.',
  source:
    'https://developer.hashicorp.com/vault/api-docs/secret/pki#generate-root; https://developer.hashicorp.com/vault/docs/commands/secrets/tune',
  *check(manifest, world) {
    if (!/\bvault\b[^\n]*ttl=/.test(textAt(manifest.object, 'text') ?? '')) return;
    for (const { command, path } of commandsOf(manifest, world)) {
      const words = command.words.map(({ text }) => text);
      const start = words.findIndex((word, index) => word === 'vault' && words[index + 1] === 'write');
      const target = start === -1 ? '' : (words.slice(start + 2).find((word) => !word.startsWith('-')) ?? '');
      const [, mount, what] = /^\/?(.+?)\/(root\/generate|root\/sign-intermediate|roles)\b/.exec(target) ?? [];
      const most = mount === undefined ? undefined : mostOf(world).get(mount);
      const [, setting = '', asked = ''] = words.map((word) => /^(ttl|max_ttl)=(.+)$/.exec(word)).find((each) => each !== null) ?? [];
      const [wanted, given] = [hours(asked), hours(most)];
      if (mount === undefined || wanted === undefined || given === undefined || wanted <= given) continue;
      const role = what === 'roles';
      yield {
        path,
        severity: role ? 'warning' : 'error',
        message: `${target} asks for ${setting}=${asked}, and the mount ${mount} gives at most ${most ?? ''}${given === SYSTEM_MAX ? ' (the default, 32 days)' : ''}`,
        why: `Vault takes it and gives less, with a warning that scrolls by: ${role ? 'certificates end earlier than planned' : 'the authority ends then, and with it every certificate that it signed'}.`,
        fix: `Run vault secrets tune -max-lease-ttl=${asked} ${mount} before it.`,
      };
    }
  },
});

/** The longest life that each authority gives, as scripts set it up; nothing where something else may tune it. */
function mostOf(world: World): ReadonlyMap<string, string> {
  return world.everywhere.once('longest lives of vault', () => {
    const found = new Map<string, string>();
    if (isTunedElsewhere(world)) return found;
    for (const { manifest, world: own } of everywhere(world, ...SCRIPTS)) {
      for (const { command } of commandsOf(manifest, own)) {
        const words = command.words.map(({ text }) => text);
        const verb = words.includes('vault') && words.includes('secrets') ? words[words.indexOf('secrets') + 1] : undefined;
        const option = (name: string): string | undefined =>
          words.map((word) => new RegExp(`^--?${name}=(.+)$`).exec(word)?.[1]).find((each) => each !== undefined);
        const last = (words.at(-1) ?? '').replace(/\/$/, '');
        const life = option('max-lease-ttl');
        const mount = (option('path') ?? last).replace(/\/$/, '');
        if (verb === 'enable' && last === 'pki') found.set(mount, life ?? found.get(mount) ?? `${SYSTEM_MAX}h`);
        if (verb === 'tune' && life !== undefined) found.set(last, life);
      }
    }
    return found;
  });
}

function isTunedElsewhere(world: World): boolean {
  const says = (text: string): boolean => text.includes('max_lease_ttl');
  return (
    releasesOf(world).some(({ chart, values, open }) => chart === 'vault' && (open === true || someString(values, says))) ||
    everywhere(world, documentKind('TextFile')).some(({ manifest }) => says(textAt(manifest.object, 'text') ?? '')) ||
    everywhere(world, ...SCRIPTS).some(({ manifest }) =>
      /max_lease_ttl|sys\/mounts\/|secrets tune [^\n]*\$/.test(textAt(manifest.object, 'text') ?? ''),
    )
  );
}

function hours(written: string | undefined): number | undefined {
  const [, number, unit = 's'] = /^(\d+)(s|m|h|d)?$/.exec(written ?? '') ?? [];
  return number === undefined ? undefined : Number(number) * ({ s: 1 / 3600, m: 1 / 60, h: 1, d: 24 }[unit] ?? 1);
}
