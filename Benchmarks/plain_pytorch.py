"""One HetComp epoch in plain PyTorch, for comparison with `./hetcomp`.

Both losses are written from their definitions with the obvious dense tensors: scores of a batch of
users against all items, a dense training mask, pool masses by subtraction, autograd, dense Adam.
Prints seconds an epoch of each phase.

    python Benchmarks/plain_pytorch.py ../shared/data/citeulike/split-www23-seed0/train.txt \
        ../shared/trajectories/citeulike/MF.safetensors --dim 6
"""
import argparse
import json
import struct
import time

import numpy as np
import torch


def read_lists(path):
    with open(path) as file:
        return {int(line.split()[0]): [int(i) for i in line.split()[1:]] for line in file}


def read_targets(path, stage):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        start = file.tell()
        entry = header[f"stage{stage}.items"]
        file.seek(start + entry["data_offsets"][0])
        count = int(np.prod(entry["shape"]))
        return torch.from_numpy(np.frombuffer(file.read(4 * count), np.int32).copy()
                                .reshape(entry["shape"])).long()


def log_floor(mass):
    return torch.log(mass.clamp(min=1e-5))


def suffix_sums(scores):
    return torch.flip(torch.cumsum(torch.flip(scores, [1]), 1), [1])


def overall(scores, free, positives, targets):
    mass = torch.exp(scores)
    pool = (mass * free).sum(1, keepdim=True) - mass.gather(1, targets).sum(1, keepdim=True)
    listed = torch.cat([scores.gather(1, positives), scores.gather(1, targets)], 1)
    return (log_floor(torch.exp(listed) + pool) - listed).sum()


def rank(scores, free, positives, targets):
    mass = torch.exp(scores)
    everything = (mass * free).sum(1, keepdim=True)
    half, tenth = targets[:, :targets.shape[1] // 2], targets[:, :targets.shape[1] // 10]

    def listwise(items, excluded):
        rest = everything - mass.gather(1, excluded).sum(1, keepdim=True)
        listed = scores.gather(1, items)
        return (log_floor(suffix_sums(torch.exp(listed)) + rest) - listed).sum()

    return listwise(positives, half) + (listwise(half, half) + listwise(tenth, tenth)) / 2


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("train")
    parser.add_argument("targets")
    parser.add_argument("--dim", type=int, default=6)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)

    targets = read_targets(options.targets, 3)
    train = read_lists(options.train)
    users = targets.shape[0]
    items = 1 + max(int(targets.max()), max(max(row) for row in train.values()))
    free = torch.ones(users, items)
    for user, row in train.items():
        free[user, row] = 0
    positives = torch.tensor([(row * 10)[:10] for _, row in sorted(train.items())])
    pairs = torch.tensor([user for user, row in train.items() for _ in row])

    user_table = torch.nn.Embedding(users, options.dim)
    item_table = torch.nn.Embedding(items, options.dim)
    for table in (user_table, item_table):
        torch.nn.init.normal_(table.weight, 0, 0.01)
    parameters = list(user_table.parameters()) + list(item_table.parameters())
    optimiser = torch.optim.Adam(parameters, lr=1e-3, weight_decay=1e-5)

    for name, loss, weight in (("overall", overall, 0.01), ("rank", rank, 0.005)):
        seconds = []
        for _ in range(options.epochs):
            start = time.perf_counter()
            for batch in pairs[torch.randperm(len(pairs))].split(1024):
                chosen = batch.unique()
                scores = (user_table(chosen) @ item_table.weight.T).clamp(-40, 40)
                value = weight * loss(scores, free[chosen], positives[chosen], targets[chosen])
                optimiser.zero_grad()
                value.backward()
                optimiser.step()
            seconds.append(time.perf_counter() - start)
        print(f"{name}: median {sorted(seconds)[len(seconds) // 2]:.2f} s an epoch of {seconds}")


if __name__ == "__main__":
    main()
