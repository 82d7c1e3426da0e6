import { logPipelines } from './log-pipelines.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(logPipelines);
