import { join, textsAt } from '../read.ts';
import type { Issue, WorldObject } from '../rule.ts';

/** What is wrong with files that parts of Thanos read: the one of the bucket, and the ring of receivers. */
export function* thanosFileFaults(manifest: WorldObject): Iterable<Issue> {
  yield* buckets(manifest);
  yield* hashrings(manifest);
}

/** The endpoint of a bucket is a host and a port; whether it is encrypted, `insecure` says. */
function* buckets({ object }: WorldObject): Iterable<Issue> {
  const places = ['data', 'stringData', 'spec.target.template.data'];
  for (const place of object.kind === 'Secret' ? ['stringData'] : places) {
    for (const [key, content] of Object.entries(textsAt(object, place))) {
      if (!content.includes('endpoint:') || !/^\s*type:\s*["']?S3["']?\s*$/im.test(content) || !/^\s*bucket:/m.test(content)) continue;
      const [, url] = /^\s*endpoint:\s*["']?(https?:\/\/[^\s"']+)/m.exec(content) ?? [];
      if (url === undefined) continue;
      yield {
        path: join(place, key),
        message: `the endpoint of the bucket is ${url}, and Thanos takes a host and a port`,
        why: 'Every part that reads or writes the bucket stops at its start: "does not follow ip address or domain name standards".',
        fix: `Write endpoint: ${url.replace(/^https?:\/\//, '').replace(/\/$/, '')}${url.startsWith('http:') ? ', with insecure: true' : ''}.`,
      };
    }
  }
}

/** Receivers hand samples on to each other by gRPC. */
function* hashrings({ object }: WorldObject): Iterable<Issue> {
  for (const [key, content] of object.kind === 'ConfigMap' ? Object.entries(textsAt(object, 'data')) : []) {
    if (!content.includes('"endpoints"')) continue;
    const wrong = /"([\w.-]+:(19291|10902|10908))"/.exec(content);
    if (wrong === null) continue;
    yield {
      path: join('data', key),
      message: `the ring of receivers names ${wrong[1] ?? ''}, and receivers speak to each other by gRPC, on 10901`,
      why: 'No sample is handed on: what belongs to another receiver is refused, and agents send it again and again.',
      fix: `Write ${(wrong[1] ?? '').replace(/:\d+$/, ':10901')}.`,
    };
  }
}
