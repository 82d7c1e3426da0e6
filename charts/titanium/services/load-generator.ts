import type { Construct } from 'constructs';
import { ConfigData } from '../../../lib/constructs/config-data.ts';
import { MeshWorker } from '../../../lib/constructs/mesh-worker.ts';
import type { MeshEndpoint } from '../../../lib/constructs/peer.ts';
import { readOnly, unprivileged } from '../../../lib/constructs/security.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { PRODUCTION } from '../namespaces.ts';
import { deploymentOf, urlTo } from './names.ts';
import { imageFor, SMALL } from './pods.ts';
import { BACKGROUND_REQUESTS } from './rates.ts';

const NAME = 'load-generator';
const REPLICAS = 2; // seed 003, section 6
const SCRIPT = 'background.js';
const FOLDER = '/scripts';
/** User `k6` of the image. @see https://github.com/grafana/k6/blob/v1.3.0/Dockerfile */
const K6_UID = 12345;

/** Steady traffic against load-balancer, so that its figures are never empty (seed 003, section 6). */
export function loadGenerator(scope: Construct, cluster: Cluster, balancer: MeshEndpoint): MeshWorker {
  const script = new ConfigData(scope, 'LoadScript', {
    name: `${NAME}-script`,
    namespace: PRODUCTION.name,
    data: { [SCRIPT]: scriptFor(REPLICAS) },
  });
  return new MeshWorker(scope, 'LoadGenerator', {
    name: NAME,
    deployment: deploymentOf(NAME),
    namespace: PRODUCTION,
    image: imageFor(cluster, 'k6'),
    // What k6 counts for a summary and for thresholds grows as long as it runs, and it runs for ever.
    args: ['run', '--quiet', '--no-summary', '--no-thresholds', '--no-usage-report', `${FOLDER}/${SCRIPT}`],
    env: { TARGET_URL: urlTo('load-balancer') },
    resources: SMALL,
    security: readOnly(unprivileged(K6_UID)),
    replicas: REPLICAS,
    spread: 'soft',
    mounts: [script.file(SCRIPT, `${FOLDER}/${SCRIPT}`)],
    reads: [script],
  }).connectsTo(balancer);
}

/**
 * The paths that the original's load test asked for (seed 003, section 20), in turn. A scenario must say how long it lasts:
 * ten years, so that no pod restarts because its script is done.
 */
function scriptFor(pods: number): string {
  return `import http from 'k6/http';
import exec from 'k6/execution';

export const options = {
  discardResponseBodies: true,
  scenarios: {
    background: {
      executor: 'constant-arrival-rate',
      rate: ${BACKGROUND_REQUESTS}, // of ${pods} pods together, a minute
      timeUnit: '${pods}m',
      duration: '87600h',
      preAllocatedVUs: 2,
    },
  },
};

const PATHS = ['/', '/blog/', '/blog/api/posts', '/lb-health'];

export default function () {
  const path = PATHS[exec.scenario.iterationInTest % PATHS.length];
  http.get(__ENV.TARGET_URL + path, { redirects: 0, timeout: '10s' });
}
`;
}
