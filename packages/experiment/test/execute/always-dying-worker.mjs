// A worker thread that ends itself over every chunk.
export default function dyingCompute() {
  process.exit(1);
}
