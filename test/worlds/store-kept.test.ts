import { convergence } from "./law.ts";

convergence("kept");
