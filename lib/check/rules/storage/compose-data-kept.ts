import { documentKind } from '../../document.ts';
import { at, fields, fieldsAt, items, itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { keeperOf } from '../../scheduling/keepers.ts';

/** Folders of official images of databases. */
const DATABASES: Readonly<Record<string, string>> = {
  mariadb: '/var/lib/mysql',
  mongo: '/data/db',
  mysql: '/var/lib/mysql',
  postgres: '/var/lib/postgresql',
};

export const composeDataKept = defineRule({
  id: 'compose-data-kept',
  severity: 'warning',
  kinds: [documentKind('Config')],
  asks: 'Programs of a compose file that are there to keep something keep it on a volume.',
  source: 'https://docs.docker.com/engine/storage/volumes/',
  *check({ object, file = '' }) {
    if (!/(^|\/)(docker-)?compose[^/]*\.ya?ml$/.test(file)) return;
    for (const [name, service] of Object.entries(fieldsAt(object['content'], 'services'))) {
      const image = textAt(service, 'image') ?? '';
      const command = at(service, 'command');
      const words = Array.isArray(command) ? items(command).map(String) : (text(command) ?? '').split(/\s+/);
      const keeper = keeperOf(image, words, ['*']);
      const folder = keeper?.folder ?? DATABASES[/^(?:docker\.io\/)?(?:library\/)?(\w+)(?::|$)/.exec(image)?.[1] ?? ''];
      if (folder === undefined || at(service, 'extends') !== undefined || itemsAt(service, 'tmpfs').length > 0) continue;
      const targets = itemsAt(service, 'volumes').flatMap((each) => targetOf(each) ?? []);
      if (targets.some((target) => folder === target || folder.startsWith(`${target}/`) || target.startsWith(`${folder}/`))) continue;
      // Told to keep it elsewhere, or a throw-away beside tests.
      const elsewhere = targets.some((target) => JSON.stringify([command, fields(service)['environment']]).includes(target));
      const lasts = /^(always|unless-stopped|on-failure)/.test(textAt(service, 'restart') ?? '');
      if (elsewhere || (targets.length === 0 && !lasts) || /test|ci\b|dev/.test(file)) continue;
      const files = targets.every((target) => /\.\w+$|initdb\.d|\/etc\//.test(target));
      yield {
        path: `content.services.${name}`,
        ...(keeper?.replaceable === true || (files && !lasts) ? { severity: 'info' as const } : {}),
        message: `${name} keeps nothing: ${targets.length === 0 ? 'it has no volume' : `its volume is at ${targets.join(', ')}`}, and ${image.split(':')[0] ?? image} writes to ${folder}`,
        why: 'What it kept goes with the container: the next docker compose up after a change of the image begins with nothing.',
        fix: `Mount a volume at ${folder}.`,
      };
    }
  },
});

function targetOf(volume: unknown): string | undefined {
  const long = textAt(volume, 'target');
  if (long !== undefined) return long.replace(/\/$/, '');
  const parts = (text(volume) ?? '').split(':');
  return (parts.length === 1 ? parts[0] : parts.find((part, index) => index > 0 && part.startsWith('/')))?.replace(/\/$/, '');
}
