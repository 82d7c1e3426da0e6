import { environmentOf } from '../hosts/environment.ts';
import type { PodTemplate } from '../pods.ts';
import type { World } from '../world.ts';

/** The largest upload that a program is told to take. */
export interface LargestUpload {
  /** Name of the variable. */
  readonly name: string;
  /** As it is written: `10MB`. */
  readonly text: string;
  readonly bytes: number;
}

/**
 * Variables that say how large an upload may be.
 * @see https://docs.spring.io/spring-boot/appendix/application-properties/index.html
 * @see https://quarkus.io/guides/http-reference#limits
 * @see https://hub.docker.com/_/nextcloud
 */
const NAMES =
  /^(SPRING_SERVLET_MULTIPART_MAX_?(FILE|REQUEST)_?SIZE|SPRING_WEBFLUX_MULTIPART_MAX_?DISK_?USAGE_?PER_?PART|QUARKUS_HTTP_LIMITS_MAX_BODY_SIZE|(PHP_)?(UPLOAD_MAX_FILESIZE|UPLOAD_LIMIT|POST_MAX_SIZE)|(MAX_)?(UPLOAD|FILE|BODY|REQUEST|UPLOAD_FILE|FILE_UPLOAD)_(MAX_)?SIZE(_LIMIT)?(_MB)?|MAX_CONTENT_LENGTH|BODY_SIZE_LIMIT)$/;

/** What a workload's pods take at most, by their variables. */
export function largestUpload(pod: PodTemplate, world: World): LargestUpload | undefined {
  let largest: LargestUpload | undefined;
  for (const { fields, init } of pod.containers) {
    if (init || (fields['env'] === undefined && fields['envFrom'] === undefined)) continue;
    for (const [name, value] of environmentOf(fields, pod.namespace, world)) {
      const bytes = NAMES.test(name) ? sizeOf(value, name.endsWith('_MB')) : undefined;
      if (bytes !== undefined && (largest === undefined || bytes > largest.bytes)) largest = { name, text: value, bytes };
    }
  }
  return largest;
}

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** `10MB`, `20m`, `1048576`; nothing for what is unlimited. */
export function sizeOf(written: string, inMegabytes = false): number | undefined {
  const [, number, unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([kmg]?)i?b?\s*$/i.exec(written) ?? [];
  if (number === undefined || Number(number) === 0) return undefined;
  return Number(number) * (inMegabytes && unit === '' ? 1024 ** 2 : (UNITS[unit.toLowerCase()] ?? 1));
}
