import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { chart } from '../../../imports/charts/k8sgpt-operator-0.2.27.ts';
import { K8sGptAnalysis, type K8sGptBackend } from '../../../lib/constructs/k8sgpt-analysis.ts';
import { Port } from '../../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import { SecretKey } from '../../../lib/constructs/secret-key.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { Quantity } from '../../../lib/values/quantity.ts';
import { component } from '../component.ts';
import { fromVault } from '../security/from-vault.ts';
import { inWave, WAVE } from '../waves.ts';
import { CHOSEN } from './sizes.ts';

const NAMESPACE = 'k8sgpt';
const OPERATOR = 'k8sgpt-operator';

/** Who is asked: the name of the backend, what the inventory calls its address, and a model of it (chosen: the smallest of each). */
const BACKENDS: readonly { readonly backend: K8sGptBackend; readonly external: string; readonly model: string }[] = [
  { backend: 'openai', external: 'openai', model: 'gpt-4o-mini' },
  { backend: 'google', external: 'gemini', model: 'gemini-2.5-flash' },
];

/** The operator alone; what it runs is in objects of our own (seed 004, section 19). */
export function installK8sGpt(scope: Construct, target: Cluster): void {
  component(scope, target, {
    name: OPERATOR,
    chart,
    namespace: NAMESPACE,
    wave: WAVE.conveniences,
    values: {
      controllerManager: {
        manager: { resources: CHOSEN.k8sgptOperator.toJson() },
        kubeRbacProxy: { resources: CHOSEN.k8sgptProxy.toJson() },
      },
      interplex: { enabled: false },
      serviceMonitor: { enabled: false }, // behind a proxy that wants a token
    },
  });
}

/** One object for each provider, its key out of Vault, and the one place of the fleet from which providers are called. */
export class K8sGptChart extends Chart {
  constructor(scope: Construct, cluster: Cluster) {
    super(scope, NAMESPACE, { namespace: NAMESPACE, disableResourceNameHashes: true });
    const { manager, proxy } = { manager: CHOSEN.k8sgptOperator.requests, proxy: CHOSEN.k8sgptProxy.requests };
    const operator = new ProvidedWorkload(this, 'Operator', {
      name: OPERATOR,
      namespace: NAMESPACE,
      podLabels: { 'app.kubernetes.io/name': OPERATOR, 'app.kubernetes.io/instance': OPERATOR, 'control-plane': 'controller-manager' },
      ports: {},
      pods: {
        image: `ghcr.io/k8sgpt-ai/k8sgpt-operator:v${chart.version}`,
        requests: { cpu: Quantity.sum([manager.cpu, proxy.cpu]).text, memory: Quantity.sum([manager.memory, proxy.memory]).text },
      },
    }).connectsToApiServer();
    const image = cluster.image('k8sgpt');
    for (const { backend, external, model } of BACKENDS) {
      const name = `k8sgpt-${backend}`;
      const provider = cluster.external(external);
      const secret = fromVault(this, `${name}-key`, {
        name: `${name}-key`,
        namespace: NAMESPACE,
        path: `k8sgpt/${backend}`,
        keys: ['api-key'],
      });
      new K8sGptAnalysis(this, name, {
        name,
        namespace: NAMESPACE,
        backend,
        model,
        key: new SecretKey(secret, 'api-key'),
        image,
        resources: CHOSEN.k8sgpt,
        annotations: inWave(WAVE.conveniences, { definedElsewhere: true }),
      });
      const pods = new ProvidedWorkload(this, `${name}-pods`, {
        name,
        namespace: NAMESPACE,
        service: name,
        podLabels: { app: name },
        ports: { http: { port: Port.http(8080) } },
        pods: { image: image.text, requests: CHOSEN.k8sgpt.toJson().requests, container: 'k8sgpt' },
      });
      pods.connectsToApiServer().connectsToWorld(provider.port, { hosts: [provider.host] });
      operator.connectsTo(pods.endpoint('http'));
    }
  }
}
