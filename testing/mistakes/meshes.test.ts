import { meshes } from './meshes.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(meshes);
