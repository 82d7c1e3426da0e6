import { routes } from './routes.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(routes);
