package org.hobnob;

final class Tmp {}
