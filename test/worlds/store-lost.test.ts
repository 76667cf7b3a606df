import { convergence } from "./law.ts";

convergence("lost");
