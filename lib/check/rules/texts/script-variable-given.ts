import { nearName } from '../../reference.ts';
import { environmentOf } from '../../hosts/environment.ts';
import { POD_KINDS } from '../../pods.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { scriptsOf } from '../../texts/scripts.ts';

/** Names of what somebody must hand over; an image brings paths and versions of its own. */
const HANDED = /(?:PASSWORD|PASSWD|_PASS|_PWD|USER|USERNAME|HOST|TOKEN|SECRET|_KEY|KEY_ID|BUCKET|DATABASE|_DB|_URL|ENDPOINT|WEBHOOK|_URI)$/;
const OF_SHELLS = new Set(['USER', 'HOST', 'HOSTNAME', 'KUBERNETES_SERVICE_HOST']);

export const scriptVariableGiven = defineRule({
  id: 'script-variable-given',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Passwords, hosts and the like that the script of a container reads from its variables are given to it.',
  source: 'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    for (const { path, text, container } of scriptsOf(manifest, world)) {
      if (container === undefined || !/\$\{?[A-Z]/.test(text)) continue;
      // What a Secret gives as a whole, or a file sets, nobody sees here.
      if (
        itemsAt(container.fields, 'envFrom').some(
          (each) =>
            textAt(each, 'configMapRef.name') === undefined ||
            world.find('v1/ConfigMap', pod.namespace, textAt(each, 'configMapRef.name') ?? '') === undefined,
        )
      )
        continue;
      if (/(?:^|[\s;&])(?:source|\.|eval|read|set -a|export \$)\s/m.test(text)) continue;
      const given = new Set([
        ...environmentOf(container.fields, pod.namespace, world).keys(),
        ...itemsAt(container.fields, 'env').flatMap((each) => textAt(each, 'name') ?? []),
      ]);
      // A container without any variable may be filled from elsewhere: a webhook, a patch.
      if (given.size === 0) continue;
      const said = new Set<string>();
      const bare = text.replace(/'[^'\n]*'/g, "''").replace(/\\\$/g, '');
      for (const [, braced, plain] of bare.matchAll(/\$(?:\{([A-Z][A-Z0-9_]+)\}|([A-Z][A-Z0-9_]+))/g)) {
        const name = braced ?? plain ?? '';
        if (!HANDED.test(name) || OF_SHELLS.has(name) || name.endsWith('_SERVICE_HOST') || given.has(name) || said.has(name)) continue;
        if (new RegExp(`(?:^|[\\s;&|({"'\`])(?:export\\s+)?${name}=|\\$\\{${name}:?[-=?+]|\\bfor\\s+${name}\\b`, 'm').test(text)) continue;
        said.add(name);
        const near = nearName(name, given);
        yield {
          path,
          message: `$${name} is read, and container "${container.name}" has ${[...given].join(', ')}`,
          why: 'The shell puts nothing in its place: a log-in without a password, a host without a name, and often a script that goes on.',
          fix: near === undefined ? `Add ${name} to env, or read one that is there.` : `Did you mean "$${near}"?`,
        };
      }
    }
  },
});
