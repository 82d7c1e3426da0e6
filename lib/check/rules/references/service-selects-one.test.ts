import { cronJob, deployment, ruleCases, service } from '../../testing.ts';
import { serviceSelectsOne } from './service-selects-one.ts';

const namespace = 'shop';
const run = (name: string, image: string) => deployment({ namespace, name, labels: { app: 'shop', part: name }, container: { image } });
const front = service({ namespace, name: 'shop', selector: { app: 'shop' } });

ruleCases(serviceSelectsOne, {
  accepts: {
    'two versions of one program': [run('web-v1', 'ghcr.io/acme/web:1'), run('web-v2', 'ghcr.io/acme/web:2'), front],
    'versions in the name of the image': [run('web-v1', 'acme/web-v1:1'), run('web-v2', 'acme/web-v2:1'), front],
    'a label of one program': [
      run('web', 'acme/web:1'),
      run('cart', 'acme/cart:1'),
      service({ namespace, selector: { app: 'shop', part: 'web' } }),
    ],
    'members that look each other up': [
      run('web', 'acme/web:1'),
      run('cart', 'acme/cart:1'),
      service({ namespace, selector: { app: 'shop' }, spec: { clusterIP: 'None' } }),
    ],
  },
  refuses: {
    'a selector that two programs share': {
      given: [run('web', 'acme/web:1'), run('cart', 'acme/cart:1'), front],
      says: 'app=shop takes in the pods of Deployment cart and of Deployment web, which run different images',
    },
    'the pods of a Job': {
      given: [run('web', 'acme/web:1'), cronJob({ namespace, name: 'dump', labels: { app: 'shop' } }), front],
      says: 'app=shop takes in the pods of CronJob dump, too',
    },
  },
});
