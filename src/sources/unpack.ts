export { compressors, decompressZstd } from 'hyparquet-compressors'
