import type { Container, PodTemplate } from '../pods.ts';
import { at, fields, fieldsAt, itemsAt, numberAt, text } from '../read.ts';

/** A program as its image starts it. */
export interface Program {
  readonly name: string;
  /** Whether the image names no user, so that it starts as root. */
  readonly root: boolean;
  /** Capabilities that it needs while it starts as root and gives up its rights. */
  readonly needs: readonly string[];
  /** Folders that it writes besides its data, each with its other names. */
  readonly writes: readonly (readonly string[])[];
}

function run(folder: string): readonly string[] {
  return [`/var/run${folder}`, `/run${folder}`];
}

function program(name: string, root: boolean, needs: readonly string[], ...writes: readonly (readonly string[])[]): Program {
  return { name, root, needs, writes };
}

/**
 * What official images do when they start, from their Dockerfiles and entry points: which user, what they hand over to another user,
 * where they write.
 * @see https://github.com/docker-library/official-images
 */
const PROGRAMS: Readonly<Record<string, Program>> = {
  'library/alpine': program('alpine', true, []),
  'library/busybox': program('busybox', true, []),
  'library/debian': program('debian', true, []),
  'library/httpd': program('Apache', true, ['SETGID', 'SETUID'], ['/usr/local/apache2/logs']),
  'library/mariadb': program('MariaDB', true, ['SETGID', 'SETUID'], run('/mysqld'), ['/tmp']),
  'library/mongo': program('MongoDB', true, ['SETGID', 'SETUID'], ['/tmp']),
  'library/mysql': program('MySQL', true, ['SETGID', 'SETUID'], run('/mysqld'), ['/tmp']),
  'library/nginx': program('nginx', true, ['CHOWN', 'SETGID', 'SETUID'], ['/var/cache/nginx'], run('')),
  'library/node': program('node', true, []),
  'library/postgres': program('PostgreSQL', true, ['SETGID', 'SETUID'], run('/postgresql')),
  'library/python': program('python', true, []),
  'library/rabbitmq': program('RabbitMQ', true, ['SETGID', 'SETUID']),
  'library/redis': program('Redis', true, ['SETGID', 'SETUID']),
  'library/tomcat': program('Tomcat', true, [], ['/usr/local/tomcat/work'], ['/usr/local/tomcat/logs'], ['/usr/local/tomcat/temp']),
  'library/ubuntu': program('ubuntu', true, []),
  'library/wordpress': program('WordPress', true, ['SETGID', 'SETUID'], run('/apache2')),
  'nginxinc/nginx-unprivileged': program('nginx', false, [], ['/tmp']),
};

/** The program of an official image; for nginx in an image of one's own, what it surely needs as root. */
export function programOf(container: Container): { readonly program: Program; readonly sure: boolean } | undefined {
  const name =
    (container.image ?? '')
      .replace(/^(docker\.io|index\.docker\.io|registry\.hub\.docker\.com|public\.ecr\.aws\/docker)\//, '')
      .split('@')[0] ?? '';
  const path = /^(.*?)(:[^/]*)?$/.exec(name)?.[1] ?? '';
  const official = PROGRAMS[path.includes('/') ? path : `library/${path}`];
  if (official !== undefined) return { program: official, sure: true };
  const mounts = itemsAt(container.fields, 'volumeMounts').some((mount) => (text(at(mount, 'mountPath')) ?? '').startsWith('/etc/nginx/'));
  const nginx = PROGRAMS['library/nginx'];
  const looks = container.name === 'nginx' || mounts || /(^|\/)nginx$/.test(path);
  return looks && nginx !== undefined && !/unprivileged|exporter|ingress|bitnami/.test(path) ? { program: nginx, sure: false } : undefined;
}

/** As whom a container runs, as far as the manifest says. */
export interface RunAs {
  readonly user: number | undefined;
  readonly nonRoot: boolean;
  readonly readOnlyRoot: boolean;
  readonly added: readonly string[];
  readonly dropped: readonly string[];
}

export function runAs(pod: PodTemplate, container: Container): RunAs {
  const [own, shared] = [fieldsAt(container.fields, 'securityContext'), fieldsAt(pod.spec, 'securityContext')];
  const capabilities = (list: string): readonly string[] =>
    itemsAt(own, `capabilities.${list}`).map((each) => (text(each) ?? '').toUpperCase().replace(/^CAP_/, ''));
  return {
    user: numberAt(own, 'runAsUser') ?? numberAt(shared, 'runAsUser'),
    nonRoot: (fields(own)['runAsNonRoot'] ?? shared['runAsNonRoot']) === true,
    readOnlyRoot: own['readOnlyRootFilesystem'] === true,
    added: capabilities('add'),
    dropped: capabilities('drop'),
  };
}
