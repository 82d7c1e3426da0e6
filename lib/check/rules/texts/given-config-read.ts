import { parseImage } from '../../images.ts';
import { mountedFiles } from '../../mounted-folders.ts';
import { POD_KINDS } from '../../pods.ts';
import { programOf, wordsOf } from '../../programs/of-images.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

interface Reader {
  /** Names that its configuration usually has. */
  readonly file: RegExp;
  /** Paths that it reads without being told; a folder ends with a slash. */
  readonly reads: readonly string[];
  /** How it is told another. */
  readonly told: string;
}

/** Where the official images of programs look for their configuration, from their documentation. */
const READERS: Readonly<Record<string, Reader>> = {
  redis: { file: /^redis[\w.-]*\.conf$/, reads: [], told: 'Start it with the path: command: [redis-server, PATH].' },
  valkey: { file: /^(valkey|redis)[\w.-]*\.conf$/, reads: [], told: 'Start it with the path: command: [valkey-server, PATH].' },
  postgres: { file: /^postgresql[\w.-]*\.conf$/, reads: ['/var/lib/postgresql/'], told: 'Add args: ["-c", "config_file=PATH"].' },
  mysql: { file: /^[\w.-]+\.cnf$/, reads: ['/etc/mysql/', '/etc/my.cnf'], told: 'Mount it below /etc/mysql/conf.d.' },
  mariadb: { file: /^[\w.-]+\.cnf$/, reads: ['/etc/mysql/', '/etc/my.cnf'], told: 'Mount it below /etc/mysql/conf.d.' },
  mongo: { file: /^mongod?\.(conf|ya?ml)$/, reads: [], told: 'Add args: ["--config", "PATH"].' },
  prometheus: { file: /^prometheus\.ya?ml$/, reads: ['/etc/prometheus/prometheus.yml'], told: 'Add args: ["--config.file=PATH"].' },
  alertmanager: { file: /^alertmanager\.ya?ml$/, reads: ['/etc/alertmanager/alertmanager.yml'], told: 'Add args: ["--config.file=PATH"].' },
  loki: {
    file: /^(loki|local-config|config)[\w.-]*\.ya?ml$/,
    reads: ['/etc/loki/local-config.yaml', '/etc/loki/config.yaml'],
    told: 'Add args: ["-config.file=PATH"].',
  },
  promtail: { file: /^(promtail|config)[\w.-]*\.ya?ml$/, reads: ['/etc/promtail/config.yml'], told: 'Add args: ["-config.file=PATH"].' },
  tempo: { file: /^tempo[\w.-]*\.ya?ml$/, reads: [], told: 'Add args: ["-config.file=PATH"].' },
  nginx: { file: /^([\w.-]+\.conf|[\w.-]+\.conf\.template)$/, reads: ['/etc/nginx/'], told: 'Mount it below /etc/nginx/conf.d.' },
  haproxy: { file: /^haproxy\.cfg$/, reads: ['/usr/local/etc/haproxy/'], told: 'Mount it at /usr/local/etc/haproxy.' },
};

export const givenConfigRead = defineRule({
  id: 'given-config-read',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'A configuration that is mounted for a program is one that the program reads: at its own place, or by a path that it is told.',
  source:
    'https://hub.docker.com/_/redis; https://hub.docker.com/_/postgres; https://hub.docker.com/_/mysql; https://hub.docker.com/_/nginx; https://prometheus.io/docs/introduction/first_steps/',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      const program = programOf(container);
      const reader = Object.hasOwn(READERS, program) ? READERS[program] : undefined;
      const [first] = wordsOf(container);
      // Images of others look elsewhere, and a script of one's own may hand the file on.
      const isOfficial = /^(library|prom|prometheus|grafana|valkey)\//.test(parseImage(container.image ?? '').path);
      const isOwn = first?.command === true && !/(^|\/)(ba|da|a)?sh$/.test(first.value) && !first.value.includes(program);
      if (pod === undefined || reader === undefined || container.init || !isOfficial || isOwn) continue;
      const told = [
        ...wordsOf(container).map(({ value }) => value),
        ...itemsAt(container.fields, 'env').map((each) => textAt(each, 'value') ?? ''),
      ].join(' ');
      const files = mountedFiles(pod, container, world).filter(({ file }) => reader.file.test(file.split('/').at(-1) ?? ''));
      for (const { file, path, from } of files) {
        if (
          reads(
            reader,
            file,
            told,
            files.map((each) => each.file),
          )
        )
          continue;
        yield {
          path,
          message: `${file} (${from}) is mounted for ${program}, which is not told to read it${reader.reads.length === 0 ? '' : ` and looks at ${reader.reads.join(', ')}`}`,
          why: 'The program starts with its defaults, and nothing says so: what the configuration sets is not in force.',
          fix: reader.told.replace('PATH', file),
        };
      }
    }
  },
});

/** At its own place, named by its path, its folder or its name, or taken in by another file that is. */
function reads(reader: Reader, file: string, told: string, all: readonly string[]): boolean {
  const name = file.split('/').at(-1) ?? '';
  const folder = file.slice(0, file.lastIndexOf('/'));
  if (reader.reads.some((place) => (place.endsWith('/') ? file.startsWith(place) : file === place))) return true;
  if (told.includes(file) || told.includes(name) || (folder !== '' && told.includes(folder))) return true;
  return all.some((other) => other !== file && (told.includes(other) || reader.reads.includes(other)));
}
