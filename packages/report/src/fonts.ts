/** The one shipped typeface, so that every machine prints the same page: Source Sans 3, regular and semi-bold. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export const fontFamily = 'Source Sans 3';

const packageFolder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/source-sans-3/package.json'));

export const fontFiles = {
  regular: join(packageFolder, '400Regular', 'SourceSans3_400Regular.ttf'),
  semiBold: join(packageFolder, '600SemiBold', 'SourceSans3_600SemiBold.ttf'),
} as const;
