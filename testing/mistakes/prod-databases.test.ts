import { foundMistakes } from './mistake.ts';
import { prodDatabases } from './prod-databases.ts';

foundMistakes(prodDatabases);
