import { POD_KINDS } from '../../pods.ts';
import { defineRule } from '../../rule.ts';
import { programOf, runAs } from '../../security/run-as.ts';

export const capabilitiesSuffice = defineRule({
  id: 'capabilities-suffice',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'A program that starts as root and gives up its rights keeps the capabilities that it needs for that.',
  source: 'https://man7.org/linux/man-pages/man7/capabilities.7.html; seed 002, L-12',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod === undefined ? [] : pod.containers) {
      const found = programOf(container);
      if (found === undefined || pod === undefined || container.init) continue;
      const { user, nonRoot, added, dropped } = runAs(pod, container);
      if (!found.program.root || nonRoot || (user !== undefined && user !== 0) || 'command' in container.fields) continue;
      const lacking = found.program.needs.filter(
        (each) => (dropped.includes('ALL') || dropped.includes(each)) && !added.includes(each) && !added.includes('ALL'),
      );
      if (lacking.length === 0) continue;
      const rest = added.length === 0 ? 'adds none' : `adds only ${added.join(', ')}`;
      yield {
        path: `${container.path}.securityContext.capabilities`,
        severity: found.sure ? 'error' : 'warning',
        message: `container "${container.name}" drops ${dropped.join(', ')} and ${rest}; ${found.program.name}, started as root, also needs ${lacking.join(', ')}`,
        why: 'It cannot hand its files and processes over to its own user and exits at start: the pod is in CrashLoopBackOff.',
        fix: `Add ${lacking.join(', ')}, or run it as a user of its own (${found.program.name === 'nginx' ? 'nginxinc/nginx-unprivileged' : 'runAsUser'}).`,
      };
    }
  },
});
