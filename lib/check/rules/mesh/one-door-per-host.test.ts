import { kube, ruleCases } from '../../testing.ts';
import { oneDoorPerHost } from './one-door-per-host.ts';

const ingress = (host: string) =>
  kube('networking.k8s.io/v1/Ingress', { name: 'blog', namespace: 'blog' }, { spec: { rules: [{ host }] } });
const route = (host: string, gateways?: string[]) =>
  kube(
    'networking.istio.io/v1/VirtualService',
    { name: 'routes', namespace: 'blog' },
    { spec: { hosts: [host], ...(gateways === undefined ? {} : { gateways }) } },
  );

ruleCases(oneDoorPerHost, {
  accepts: {
    'hosts of their own': [ingress('a.example.com'), route('b.example.com', ['main'])],
    'a route of the mesh alone': [ingress('a.example.com'), route('a.example.com')],
    'an Ingress without a host': [kube('networking.k8s.io/v1/Ingress', {}, { spec: { rules: [{}] } }), route('a.example.com', ['main'])],
  },
  refuses: {
    'one host on both': {
      given: [ingress('a.example.com'), route('a.example.com', ['main'])],
      says: 'a.example.com is served by VirtualService blog/routes too',
    },
    'one host on a route of the gateway API': {
      given: [
        ingress('a.example.com'),
        kube('gateway.networking.k8s.io/v1/HTTPRoute', { name: 'r', namespace: 'blog' }, { spec: { hostnames: ['a.example.com'] } }),
      ],
      says: 'a.example.com is served by HTTPRoute blog/r too',
    },
  },
});
