import { WORKFLOW } from '../../delivery/workflows.ts';
import { strings } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const workflowSecretsAgree = defineRule({
  id: 'workflow-secrets-agree',
  severity: 'warning',
  kinds: [WORKFLOW],
  asks: 'One secret of the repository has one name in all workflows.',
  source: 'https://docs.github.com/en/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { path, value } of strings(manifest.object['workflow'], 'workflow')) {
      for (const [, name = ''] of value.matchAll(SECRET)) {
        const names = secretNames(world).get(plain(name));
        if (names === undefined || names.size < 2 || said.has(name)) continue;
        said.add(name);
        const [most = '', count = 0] = [...names].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0] ?? [];
        if (name === most) continue;
        yield {
          path,
          message: `it reads secrets.${name}, and elsewhere it is secrets.${most} (${count} ${count === 1 ? 'place' : 'places'})`,
          why: 'A secret that does not exist is an empty text: the login fails, or a step runs without its password and says something else.',
          fix: `Write secrets.${most}, or the name that the settings of the repository have.`,
        };
      }
    }
  },
});

const SECRET = /\bsecrets\.([A-Za-z_]\w*)/g;

/** `DOCKER_HUB_TOKEN` and `DOCKERHUB_TOKEN` are one to the eye. */
function plain(name: string): string {
  return name.replaceAll('_', '').toUpperCase();
}

/** How often each spelling is written, by what it is to the eye. Upper and lower case are one to GitHub. */
function secretNames(world: World): ReadonlyMap<string, ReadonlyMap<string, number>> {
  return world.once('secrets of workflows', () => {
    const found = new Map<string, Map<string, number>>();
    for (const { object } of world.ofKind(WORKFLOW)) {
      for (const { value } of strings(object['workflow'])) {
        for (const [, name = ''] of value.matchAll(SECRET)) {
          const counts = found.get(plain(name)) ?? new Map<string, number>();
          const known = [...counts.keys()].find((each) => each.toUpperCase() === name.toUpperCase()) ?? name;
          counts.set(known, (counts.get(known) ?? 0) + 1);
          found.set(plain(name), counts);
        }
      }
    }
    return found;
  });
}
