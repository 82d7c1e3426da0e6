import { POD_KINDS, type Container } from '../../pods.ts';
import { jaeger, postgres } from '../../programs/arguments.ts';
import { programOf, wordsOf } from '../../programs/of-images.ts';
import { mysql, mysqlExporter, nginxExporter, prometheus } from '../../programs/servers.ts';
import { families, sections } from '../../programs/variables.ts';
import { itemsAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

export const imageSettingsRead = defineRule({
  id: 'image-settings-read',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Variables and flags that a well-known image is given are ones that its version reads.',
  source:
    'https://hub.docker.com/_/mysql; https://github.com/prometheus/mysqld_exporter/releases/tag/v0.15.0; https://github.com/nginx/nginx-prometheus-exporter/releases/tag/v1.0.0; https://dev.mysql.com/doc/refman/8.4/en/mysql-nutshell.html',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      const program = programOf(container);
      if (/^(mysql|percona-server)$/.test(program)) yield* mysql(container, pod?.namespace ?? '', itemsAt(pod?.spec, 'volumes'), world);
      else if (program === 'mysqld-exporter') yield* mysqlExporter(container);
      else if (program === 'nginx-prometheus-exporter') yield* nginxExporter(container);
      else if (program === 'prometheus') yield* prometheus(container);
      else if (/^grafana(-oss|-enterprise)?$/.test(program)) yield* sections(container);
      else if (/^(postgres|postgresql|postgis|timescaledb)$/.test(program)) yield* postgres(container, pod);
      yield* jaeger(container);
      yield* families(container, pod?.namespace ?? '', world);
      yield* twice(container, program);
    }
  },
});

/** Images that start one program, of which arguments are the rest of the line. */
const STARTS: Readonly<Record<string, string>> = {
  'aws-cli': 'aws',
  kubectl: 'kubectl',
  mc: 'mc',
  rclone: 'rclone',
  restic: 'restic',
  terraform: 'terraform',
  helm: 'helm',
  yq: 'yq',
  velero: 'velero',
  k6: 'k6',
};

function* twice(container: Container, program: string): Iterable<Issue> {
  const [first] = wordsOf(container);
  const started = Object.hasOwn(STARTS, program) ? STARTS[program] : undefined;
  if (started !== undefined && first?.command === false && /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a)?sh$/.test(first.value)) {
    yield {
      path: first.path,
      message: `the image ${container.image ?? ''} starts ${started}, and its arguments begin with ${first.value}`,
      why: `It runs "${started} ${first.value} …" and ends with a usage error.`,
      fix: `Write ${first.value} as command: it takes the place of ${started}.`,
    };
  }
  if (started === undefined || first === undefined || first.command || first.value !== started) return;
  yield {
    path: first.path,
    message: `the image ${container.image ?? ''} starts ${started}, and its arguments begin with ${started}`,
    why: `It runs "${started} ${started} …" and ends with a usage error.`,
    fix: `Leave ${started} out of args, or write it as command.`,
  };
}
