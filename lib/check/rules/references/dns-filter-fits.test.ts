import { deployment, kube, ruleCases } from '../../testing.ts';
import { dnsFilterFits } from './dns-filter-fits.ts';

const dns = (...domains: readonly string[]) =>
  deployment({
    name: 'external-dns',
    container: { image: 'registry.k8s.io/external-dns/external-dns:v0.14.1', args: domains.map((each) => `--domain-filter=${each}`) },
  });
const chart = (domainFilters: readonly string[]) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'external-dns' },
    {
      spec: {
        source: { repoURL: 'https://x', chart: 'external-dns', targetRevision: '1.14.4', helm: { valuesObject: { domainFilters } } },
        destination: { namespace: 'dns' },
      },
    },
  );
const ingress = (host: string) => kube('networking.k8s.io/v1/Ingress', { name: host }, { spec: { rules: [{ host }] } });

ruleCases(dnsFilterFits, {
  accepts: {
    'the domain of a host': [dns('example.org'), ingress('shop.example.org')],
    'one domain of several': [dns('example.com', 'example.org'), ingress('shop.example.org')],
    'a domain itself': [chart(['example.org']), ingress('example.org')],
    'no filter, and a filter that is filled in': [dns(), dns('${DOMAIN}'), ingress('shop.example.org')],
    'no hosts, or none outside of the cluster': [dns('example.org'), ingress('web.shop.svc')],
  },
  refuses: {
    'the domain of another environment': {
      given: [dns('example.com'), ingress('shop.example.org')],
      says: 'names are made for example.com only, and the tree serves shop.example.org',
    },
    'the same in values': {
      given: [chart(['example.com']), ingress('shop.example.org'), ingress('api.example.org')],
      says: 'names are made for example.com only, and the tree serves api.example.org, shop.example.org',
    },
  },
});
