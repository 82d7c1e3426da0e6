import { readFileSync } from 'node:fs';
import type { Peer } from '../../lib/constructs/peer.ts';
import { Port } from '../../lib/constructs/port.ts';
import { mermaid } from './mermaid.ts';
import { flowsPage } from './page.ts';

const peer = (name: string, namespace: string): Peer => ({ name, namespace, podLabels: { app: name } });

test('one box a namespace, one arrow a pair of ends', () => {
  const [web, api, dns] = [peer('web', 'shop'), peer('api', 'shop'), peer('kube-dns', 'kube-system')];

  const text = mermaid([
    { kind: 'open', to: { peer: web, port: Port.http(80) } },
    { kind: 'pod', from: web, to: { peer: api, port: Port.http(8080) }, methods: ['GET'] },
    { kind: 'pod', from: web, to: { peer: api, port: Port.tcp(9000) } },
    { kind: 'pod', from: api, to: { peer: dns, port: Port.tcp(53) } },
    { kind: 'world', from: api, port: 443, hosts: ['github.com'] },
  ]);

  expect(text).toBe(`flowchart LR
  subgraph kube-system
    kube_system_kube_dns["kube-dns"]
  end
  subgraph shop
    shop_api["api"]
    shop_web["web"]
  end
  outside(("outside"))
  outside -->|80 http| shop_web
  shop_api -->|443 github.com| outside
  shop_api -->|53 tcp| kube_system_kube_dns
  shop_web -->|8080 http GET, 9000 tcp| shop_api
`);
});

test('what is no pod has a place of its own, where somebody names it', () => {
  const api = peer('api', 'shop');

  const text = mermaid([
    { kind: 'machine', from: api, to: 'api-server', port: 6443 },
    { kind: 'machine', from: api, to: 'nodes', port: 10250 },
    { kind: 'called', by: 'api-server', to: { peer: api, port: Port.tcp(9443) } },
    { kind: 'group', pods: api },
  ]);

  expect(text).toBe(`flowchart LR
  subgraph shop
    shop_api["api"]
  end
  api_server(("API server"))
  nodes(("each node"))
  api_server -->|9443 tcp| shop_api
  shop_api -->|10250| nodes
  shop_api -->|6443| api_server
  shop_api -->|any port| shop_api
`);
});

test('docs/flows.md shows what the clusters declare today (npm run flows)', () => {
  expect(readFileSync('docs/flows.md', 'utf8')).toBe(flowsPage());
});
