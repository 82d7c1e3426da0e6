import type { Container, PodTemplate } from '../pods.ts';
import { itemsAt, textAt } from '../read.ts';
import type { Issue } from '../rule.ts';
import { runAs } from '../security/run-as.ts';
import { isFrom, programOf, versionOf, wordsOf } from './of-images.ts';

/** Settings of PostgreSQL, each behind a `-c` of its own; and the user as whom it runs. */
export function* postgres(container: Container, pod: PodTemplate | undefined): Iterable<Issue> {
  const user = pod === undefined ? undefined : runAs(pod, container).user;
  const words = wordsOf(container);
  // Another program of the image, as in a container that waits or dumps, asks nobody for the name.
  const serves = !container.init && /^$|^-|(^|\/)(docker-entrypoint\.sh|postgres)$/.test(words[0]?.value ?? '');
  // The image on Debian makes up a name for any number; initdb of the small one looks it up in vain.
  if (
    serves &&
    /^(docker\.io\/)?(library\/)?postgres:[\w.-]*alpine/.test(container.image ?? '') &&
    user !== undefined &&
    ![0, 70].includes(user)
  ) {
    yield {
      path: container.path,
      severity: 'warning',
      message: `PostgreSQL runs as user ${user}, which ${container.image ?? ''} does not have`,
      why: `initdb ends with "could not look up effective user ID ${user}": the database never starts on a new volume.`,
      fix: 'Run as user 70, which is postgres in this image.',
    };
  }
  for (const [index, { path, value }] of words.entries()) {
    if (words[index - 1]?.value !== '-c') continue;
    const [, first = '', second = ''] = /^(\w+\s*=\s*\S+)\s+(?:-c\s*)?(\w+\s*=.*)$/.exec(value) ?? [];
    if (first === '') continue;
    yield {
      path,
      message: `one -c is followed by two settings: ${value}`,
      why: `The server takes "${second}" for a part of the first value and ends with "invalid value for parameter".`,
      fix: `Write them apart: "-c", "${first}", "-c", "${second}".`,
    };
  }
}

/** Variables that Jaeger read before version 1.22. @see https://github.com/jaegertracing/jaeger/issues/2864 */
const BEFORE: Readonly<Record<string, string>> = {
  COLLECTOR_ZIPKIN_HTTP_PORT: 'COLLECTOR_ZIPKIN_HOST_PORT',
  COLLECTOR_PORT: 'COLLECTOR_TCHAN_SERVER_HOST_PORT',
  COLLECTOR_HTTP_PORT: 'COLLECTOR_HTTP_SERVER_HOST_PORT',
  COLLECTOR_GRPC_PORT: 'COLLECTOR_GRPC_SERVER_HOST_PORT',
};

export function* jaeger(container: Container): Iterable<Issue> {
  if (!/^(all-in-one|jaeger-collector)$/.test(programOf(container)) || !isFrom(versionOf(container), 1, 22)) return;
  for (const [index, each] of itemsAt(container.fields, 'env').entries()) {
    const name = textAt(each, 'name') ?? '';
    const now = Object.hasOwn(BEFORE, name) ? BEFORE[name] : undefined;
    if (now === undefined) continue;
    yield {
      path: `${container.path}.env[${index}].name`,
      message: `Jaeger reads ${now} since 1.22, not ${name}`,
      why: 'The port stays closed ("Not listening for Zipkin HTTP traffic, port not configured"): spans sent there are lost.',
      fix: `Write ${now} with ":${textAt(each, 'value')?.replace(/^.*:/, '') ?? '9411'}".`,
    };
  }
}
