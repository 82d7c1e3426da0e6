import { commandValues } from './command-values.ts';

test.each<[string, unknown, boolean]>([
  ['--wait --set gatewayAPI.enabled=true,kubeProxyReplacement=true', { gatewayAPI: { enabled: true }, kubeProxyReplacement: true }, false],
  ['--set-string image.tag=1.16 --set replicas=2', { image: { tag: '1.16' }, replicas: 2 }, false],
  ['--set "meshConfig.extensionProviders[0].name=otel"', { meshConfig: { extensionProviders: [{ name: 'otel' }] } }, false],
  [
    "--set 'ipam.operator.clusterPoolIPv4PodCIDRList={10.0.0.0/8,11.0.0.0/8}'",
    { ipam: { operator: { clusterPoolIPv4PodCIDRList: ['10.0.0.0/8', '11.0.0.0/8'] } } },
    false,
  ],
  ['--set nodeSelector."kubernetes\\.io/os"=linux', { nodeSelector: { 'kubernetes.io/os': 'linux' } }, false],
  ['--set configs.cm.kustomize\\\\.buildOptions=x', { configs: { cm: { 'kustomize.buildOptions': 'x' } } }, false],
  ["--set 'configs.cm.kustomize\\.buildOptions=x'", { configs: { cm: { 'kustomize.buildOptions': 'x' } } }, false],
  ['--set configs.cm.kustomize\\.buildOptions=x', { configs: { cm: { kustomize: { buildOptions: 'x' } } } }, false],
  [
    '--set=a=b --set k8sServiceHost=$API_SERVER,k8sServicePort=6443',
    { a: 'b', k8sServiceHost: '${API_SERVER}', k8sServicePort: 6443 },
    false,
  ],
  ['--set "parts.$NAME.enabled=true"', {}, true],
  ['--set __proto__.polluted=yes -f values.yaml', {}, true],
  ['--namespace web', {}, false],
])('%s', (words, values, open) => {
  const found = commandValues(words);

  expect(found).toEqual({ values, open });
  expect({}).not.toHaveProperty('polluted');
});
