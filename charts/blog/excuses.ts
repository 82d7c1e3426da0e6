import type { ApiObject } from 'cdk8s';
import type { Workload } from '../../lib/constructs/workload.ts';

/** Prefix of an annotation that says why a workload does not meet a demand of kube-score or of Pod Security. */
const EXCUSE = 'slipway.dev/excuse.';

/** kube-score's own annotation: what it leaves out for the object. */
const IGNORE = 'kube-score/ignore';

/** Level `restricted` of the Pod Security Standards: no test of kube-score. */
const RESTRICTED = 'pod-security-restricted';

/** What every workload of the blog is excused from, because somebody else answers for it or no source states a figure. */
const ALL = {
  'pod-networkpolicy': 'traffic is limited by CiliumNetworkPolicies, which kube-score does not read',
  'container-image-pull-policy': 'tags are never moved, so an image that is on the node is the right one',
  'container-ephemeral-storage-request-and-limit': 'no source states how much disk the program may use on a node',
};

const PROBES = { 'pod-probes-identical': 'the program has one question that tells whether it works, and no weaker one' };
const SINGLE = { 'deployment-replicas': 'one pod is enough: while it restarts metrics are missing, and nothing else' };
const SPREAD = { 'deployment-has-host-podantiaffinity': 'pods are kept apart by a topology spread constraint' };

/** Object → demand → reason. An excuse that nothing needs fails a test, as a demand without excuse does. */
export const EXCUSES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  web: {
    ...ALL,
    ...PROBES,
    ...SPREAD,
    'container-security-context-user-group-id': 'the master of nginx starts as root and hands over to its workers (L-12)',
    [RESTRICTED]: 'the master of nginx starts as root and needs CHOWN, SETUID and SETGID to hand over to its workers (L-12)',
  },
  was: {
    ...ALL,
    ...PROBES,
    ...SPREAD,
    'container-security-context-readonlyrootfilesystem':
      'which folders the image writes to is stated nowhere; Tomcat unpacks into one of them',
  },
  mysql: {
    ...ALL,
    ...PROBES,
    'deployment-replicas': 'one pod on purpose: the volume is ReadWriteOnce (L-26)',
    'deployment-strategy': 'Recreate: a second pod could not mount the volume (L-26)',
    'container-security-context-readonlyrootfilesystem': 'the image runs with its defaults, as seed 002 states',
    'container-security-context-user-group-id': 'the image runs with its defaults, as seed 002 states',
    [RESTRICTED]: 'the image runs with its defaults, as seed 002 states; its entrypoint starts as root and takes over the data directory',
  },
  'mysql-exporter': { ...ALL, ...PROBES, ...SINGLE },
  'nginx-exporter': {
    ...ALL,
    ...PROBES,
    ...SINGLE,
    'pod-networkpolicy': 'seed 002 has five policies and none for this exporter; the switch egress-hardening adds one',
  },
  'mysql-backup': {
    ...ALL,
    'cronjob-has-deadline': 'a dump that could not start in time is still wanted: without it the recovery goal is missed',
  },
};

/** Writes the excuses of a workload, with their reasons, onto its object. */
export function excuse(workload: Workload): void {
  const reasons = EXCUSES[workload.name] ?? {};
  const object = workload.node.findChild('Resource') as ApiObject;
  object.metadata.addAnnotation(
    IGNORE,
    Object.keys(reasons)
      .filter((demand) => demand !== RESTRICTED)
      .join(','),
  );
  for (const [demand, reason] of Object.entries(reasons)) object.metadata.addAnnotation(`${EXCUSE}${demand}`, reason);
}
