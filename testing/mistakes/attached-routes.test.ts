import { attachedRoutes } from './attached-routes.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(attachedRoutes);
