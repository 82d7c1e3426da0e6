import { serviceHost } from './services.ts';

test.each([
  ['web', { name: 'web', namespace: 'blog' }],
  ['web.shop', { name: 'web', namespace: 'shop' }],
  ['web.shop.svc', { name: 'web', namespace: 'shop' }],
  ['web.shop.svc.cluster.local', { name: 'web', namespace: 'shop' }],
  ['web.shop.svc.cluster.local.', { name: 'web', namespace: 'shop' }],
  ['db-0.db.shop.svc.cluster.local', { name: 'db', namespace: 'shop' }],
  ['api.example.com', undefined],
  ['*.shop.svc.cluster.local', undefined],
  ['10.0.0.1', undefined],
  ['', undefined],
])('%s, seen from blog', (host, service) => {
  expect(serviceHost(host, 'blog')).toEqual(service);
});
