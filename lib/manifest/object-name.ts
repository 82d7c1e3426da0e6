import { groupOf } from './scope.ts';
import type { KubeObject } from './manifest.ts';

/** Longest `metadata.name` of an ordinary object. Unit: characters. RFC 1123 subdomain, as Kubernetes checks it. */
const LONGEST_SUBDOMAIN = 253;
const LONGEST_LABEL = 63;
/** A CronJob's jobs get eleven characters more. @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#writing-a-cronjob-spec */
const LONGEST_CRON_JOB = 52;

const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const SERVICE = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;

/** What is wrong with a text as the name of a namespace, a folder or a cluster; undefined when nothing is. */
export function labelMistake(text: string): string | undefined {
  return LABEL.test(text) && text.length <= LONGEST_LABEL
    ? undefined
    : `lower-case letters, figures and dashes, a letter or figure at both ends, at most ${LONGEST_LABEL} characters`;
}

/** What an object's `metadata.name` may be, if it is something else: Kubernetes would refuse the object. */
export function nameMistake({ apiVersion, kind, metadata: { name } }: KubeObject): string | undefined {
  const type = `${groupOf(apiVersion)}/${kind}`;
  // RBAC objects are named freely (`system:node`), only not so that a URL breaks.
  if (type.startsWith('rbac.authorization.k8s.io/')) {
    return name !== '' && name !== '.' && name !== '..' && !/[/%]/.test(name) ? undefined : 'anything but "", ".", "..", "/" and "%"';
  }
  if (type === '/Namespace') return labelMistake(name);
  if (type === '/Service') {
    return SERVICE.test(name) && name.length <= LONGEST_LABEL
      ? undefined
      : `lower-case letters, figures and dashes, a letter in front, at most ${LONGEST_LABEL} characters`;
  }
  const longest = type === 'batch/CronJob' ? LONGEST_CRON_JOB : LONGEST_SUBDOMAIN;
  return SUBDOMAIN.test(name) && name.length <= longest
    ? undefined
    : `lower-case letters, figures, dashes and dots, a letter or figure at both ends, at most ${longest} characters`;
}
