import { rollout } from './testing-objects.ts';

/** Two states that differ in some files, add some and remove some. */
export const killStates: readonly ReadonlyMap<string, string>[] = [state('v84', 0), state('v85', 20)];

function state(tag: string, first: number): ReadonlyMap<string, string> {
  const entries = Array.from({ length: 60 }, (_, index): [string, string] => {
    const name = `web-${first + index}`;
    return [`homelab/app-${index % 5}/rollout.${name}.yaml`, rollout(name, `ghcr.io/wlals2/blog-web:${tag}`)];
  });
  return new Map(entries);
}
