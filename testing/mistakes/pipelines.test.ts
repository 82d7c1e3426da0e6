import { pipelines } from './pipelines.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(pipelines);
