import { kube, ruleCases, service } from '../../testing.ts';
import { nodePortOpen } from './node-port-open.ts';

const firewall = (ports: string) =>
  kube(
    'slipway.dev/v1/TextFile',
    { name: 'firewall' },
    { text: `resource "google_compute_firewall" "web" {\n allow {\n protocol = "tcp"\n ports = [${ports}]\n }\n}` },
  );
const web = (nodePort: number) => service({ namespace: 'shop', type: 'NodePort', ports: [{ name: 'http', port: 80, nodePort }] });
const gateway = kube(
  'argoproj.io/v1alpha1/Application',
  { name: 'istio-ingressgateway', namespace: 'argocd' },
  { spec: { source: { chart: 'gateway', helm: { valuesObject: { service: { ports: [{ name: 'http2', nodePort: 31080 }] } } } } } },
);

ruleCases(nodePortOpen, {
  accepts: {
    'a port that is open': [firewall('"80", "31080"'), web(31080), gateway],
    'a range': [firewall('"30000-32767"'), web(31080)],
    'no node port in the firewall': [firewall('"22", "6443"'), web(31080)],
    'no firewall in sight': [web(31080)],
  },
  refuses: {
    'a port of a Service': {
      given: [firewall('"80", "32491"'), web(31080)],
      says: 'node port 31080 is not among those that the firewall opens (80, 32491)',
    },
    'a port in the values of a chart': {
      given: [firewall('"80", "30080", "32491"'), gateway],
      says: 'node port 31080 is not among those that the firewall opens (80, 30080, 32491)',
    },
  },
});
