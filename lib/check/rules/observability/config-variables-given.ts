import { FILLERS, variablesOf } from '../../observability/config-fillers.ts';
import { podsWith } from '../../observability/stores.ts';
import { programOf, wordsOf } from '../../programs/of-images.ts';
import { join, textsAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

export const configVariablesGiven = defineRule({
  id: 'config-variables-given',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'Variables that the configuration of Grafana, Loki, Tempo, Promtail or a collector names are variables of its container, and are filled in.',
  source:
    'https://grafana.com/docs/grafana/latest/administration/provisioning/#using-environment-variables; https://grafana.com/docs/loki/latest/configure/#use-environment-variables-in-the-configuration; https://opentelemetry.io/docs/collector/configuration/#environment-variables',
  *check(manifest, world) {
    const texts = Object.entries(textsAt(manifest.object, 'data')).filter(([, value]) => value.includes('$'));
    if (texts.length === 0) return;
    for (const pod of podsWith(world, manifest)) {
      // What another container fills in before is no variable any more.
      if (pod.containers.some(({ init }) => init)) continue;
      for (const container of pod.containers) {
        const filler = FILLERS.find(({ program }) => program.test(programOf(container)));
        const names = filler === undefined ? undefined : variablesOf(container, pod, world);
        if (filler === undefined || names === undefined) continue;
        const filled = filler.flag === undefined || wordsOf(container).some(({ value }) => filler.flag?.test(value) === true);
        for (const [key, value] of texts.filter(([, each]) => filler.file.test(each))) {
          const written = [...value.replace(/^\s*#.*$/gm, '').matchAll(filler.variable)].map(([, braced, bare]) => braced ?? bare ?? '');
          const lost = written.find((name) => !filled || !names.has(name));
          if (lost === undefined) continue;
          const near = nearName(lost, names);
          yield {
            path: join('data', key),
            message: filled
              ? `${key} names the variable ${lost}, which container "${container.name}" of ${pod.owner.object.kind} ${pod.owner.object.metadata.name} does not have`
              : `${key} names the variable ${lost}, and container "${container.name}" fills in none (-config.expand-env=true)`,
            why: filled
              ? 'Nothing is put in its place: a host, a password or a tenant is empty.'
              : 'The text stays as it is, with its dollar: a host, a password or a bucket of that name.',
            fix: filled
              ? near === undefined
                ? `Add ${lost} to its env; a dollar that is meant is written twice.`
                : `Did you mean "${near}"?`
              : 'Add -config.expand-env=true to its args.',
          };
        }
      }
    }
  },
});
