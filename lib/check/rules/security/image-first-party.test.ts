import type { Facts } from '../../facts.ts';
import { deployment, ruleCases } from '../../testing.ts';
import { imageFirstParty } from './image-first-party.ts';

const facts: Facts = { registries: [{ prefix: 'ghcr.io/acme', private: true, firstParty: true }] };

ruleCases(imageFirstParty, {
  accepts: {
    'our registry': { given: [deployment()], facts },
    "somebody else's image": { given: [deployment({ container: { image: 'mysql:8.0' } })], facts },
    'no word about registries': [deployment({ container: { image: 'acme/web:v1' } })],
  },
  refuses: {
    'our image from another registry': {
      given: [deployment({ container: { image: 'acme/web:v1' } })],
      facts,
      says: 'container "app" takes acme/web:v1 from docker.io, our images are in ghcr.io/acme',
      fix: 'Take it from ghcr.io/acme.',
    },
  },
});
