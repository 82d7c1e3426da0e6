import { App, Chart } from 'cdk8s';
import { readByIstio } from './istio-api.ts';
import { IstioGateway } from './istio-gateway.ts';

function gatewayFor(line: string | undefined): object | undefined {
  const app = new App();
  if (line !== undefined) readByIstio(app, line);
  const chart = new Chart(app, 'chart');
  new IstioGateway(chart, 'Gateway', { name: 'front', namespace: 'shop', selector: { istio: 'ingressgateway' }, hosts: ['*'] });
  return (chart.toJson() as object[])[0];
}

test.each([
  ['1.20.1', 'networking.istio.io/v1beta1'],
  ['1.21', 'networking.istio.io/v1beta1'],
  ['1.22', 'networking.istio.io/v1'],
  [undefined, 'networking.istio.io/v1'],
])('for Istio %s objects are written as %s, with the same fields', (line, apiVersion) => {
  const gateway = gatewayFor(line);

  expect(gateway).toEqual({ ...gatewayFor(undefined), apiVersion });
  expect(Object.keys(gateway ?? {})[0]).toBe('apiVersion');
});
