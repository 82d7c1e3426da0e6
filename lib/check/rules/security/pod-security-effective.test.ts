import { kube, ruleCases } from '../../testing.ts';
import { podSecurityEffective } from './pod-security-effective.ts';

const namespace = (level: string) => kube('v1/Namespace', { name: 'monitoring', labels: { 'pod-security.kubernetes.io/enforce': level } });
const exemptions = (...namespaces: readonly string[]) => ({
  plugins: [{ name: 'PodSecurity', configuration: { exemptions: { namespaces } } }],
});
const admission = (...namespaces: readonly string[]) =>
  kube('apiserver.config.k8s.io/v1/AdmissionConfiguration', { name: 'admission' }, exemptions(...namespaces));
const script = kube(
  'slipway.dev/v1/Script',
  { name: 'bootstrap' },
  {
    text: 'cat > /etc/kubernetes/admission.yaml <<EOF\nkind: AdmissionConfiguration\nplugins:\n- name: PodSecurity\n  configuration:\n    exemptions:\n      namespaces: [kube-system, monitoring]\nEOF\n',
  },
);

ruleCases(podSecurityEffective, {
  accepts: {
    'a namespace that is not exempt': [namespace('baseline'), admission('kube-system')],
    'a label that says the same as the exemption': [namespace('privileged'), admission('monitoring')],
    'no word about admission': [namespace('restricted')],
  },
  refuses: {
    'a label that does nothing': {
      given: [namespace('baseline'), admission('kube-system', 'monitoring')],
      says: 'the label enforces baseline, but the AdmissionConfiguration exempts namespace monitoring altogether',
    },
    'an exemption that a script writes': {
      given: [namespace('baseline'), script],
      says: 'the label enforces baseline, but the AdmissionConfiguration exempts namespace monitoring altogether',
    },
    'a level that does not exist': { given: [namespace('strict')], says: '"strict" is no level of pod security' },
  },
});
